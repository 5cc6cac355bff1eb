import { problemsOf } from '@/lib/api/openapi'
import type { Operation } from '@/lib/api/operations'
import type { ApiMethod } from '@/lib/base/methods'
import type { Words } from '@/lib/words/catalogues'
import { fill } from '@/lib/words/text'
import { Fields } from './fields'
import { Prose } from './prose'

const LOOKS: Record<ApiMethod, string> = {
  GET: 'bg-accent-wash text-accent',
  POST: 'bg-lantern-wash text-lantern',
  PATCH: 'bg-lantern-wash text-lantern',
  DELETE: 'bg-danger-wash text-danger',
}

interface Props {
  id: string
  operation: Operation
  words: Words['apiReference']
}

export function OperationSection({ id, operation, words }: Props) {
  const { method, path, summary, description, access, body, takesForms, answer } = operation
  const answerTitle = fill(words.answer, { status: answer.status })
  return (
    <section aria-labelledby={id} className="mt-10 border-t border-line pt-8">
      <h2 id={id} lang="en" className="scroll-mt-6 text-xl font-semibold tracking-tight">
        {summary}
      </h2>
      <p className="mt-2 flex flex-wrap items-center gap-3">
        <span className={`rounded px-2 py-0.5 text-xs font-semibold ${LOOKS[method]}`}>
          {method}
        </span>
        <code className="break-all">{path}</code>
      </p>
      <p lang="en" className="mt-3 max-w-prose">
        <Prose>{description}</Prose>
      </p>
      <p className="mt-1 max-w-prose text-sm text-soft">
        {words.access[access]}
        {takesForms && ` ${words.takesForms}`}
      </p>
      {body && <Fields title={words.body} schema={body} words={words} />}
      {answer.schema ? (
        <Fields title={answerTitle} schema={answer.schema} words={words} />
      ) : (
        <p className="mt-5 text-sm">
          <span className="font-semibold">{answerTitle}</span>
          <span className="text-soft"> · {answer.type ?? words.withoutBody}</span>
        </p>
      )}
      <Refusals operation={operation} words={words} />
    </section>
  )
}

function Refusals({ operation, words }: Pick<Props, 'operation' | 'words'>) {
  return (
    <p className="mt-4 text-sm leading-loose">
      <span className="font-semibold">{words.problems}</span>
      {[...problemsOf(operation)].map(([status, codes]) => (
        <span key={status} className="text-soft">
          {' '}
          · {status}{' '}
          {codes.map((code) => (
            <a
              key={code}
              href={`#${code}`}
              className="mr-1.5 inline-block text-accent underline underline-offset-4"
            >
              {code}
            </a>
          ))}
        </span>
      ))}
    </p>
  )
}
