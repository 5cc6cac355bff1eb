import { problemsOf } from '@/lib/api/openapi'
import type { Operation } from '@/lib/api/operations'
import type { ApiMethod } from '@/lib/base/methods'
import { Fields } from './fields'
import { Prose } from './prose'

const LOOKS: Record<ApiMethod, string> = {
  GET: 'bg-ivy-wash text-ivy',
  POST: 'bg-lantern-wash text-lantern',
  DELETE: 'bg-danger-wash text-danger',
}

export function OperationSection({ id, operation }: { id: string; operation: Operation }) {
  const { method, path, summary, description, access, body, takesForms, answer } = operation
  return (
    <section aria-labelledby={id} className="mt-10 border-t border-line pt-8">
      <h2 id={id} className="scroll-mt-6 text-xl font-semibold tracking-tight">
        {summary}
      </h2>
      <p className="mt-2 flex flex-wrap items-center gap-3">
        <span className={`rounded px-2 py-0.5 text-xs font-semibold ${LOOKS[method]}`}>
          {method}
        </span>
        <code className="break-all">{path}</code>
      </p>
      <p className="mt-3 max-w-prose">
        <Prose>{description}</Prose>
      </p>
      <p className="mt-1 max-w-prose text-sm text-soft">
        {access === 'bearer' ? 'Takes an access token.' : 'Takes no token in its header.'}
        {takesForms && ' The body may be a web form as well.'}
      </p>
      {body && <Fields title="Body" schema={body} />}
      {answer.schema ? (
        <Fields title={`Answer ${answer.status}`} schema={answer.schema} />
      ) : (
        <p className="mt-5 text-sm">
          <span className="font-semibold">Answer {answer.status}</span>
          <span className="text-soft"> · {answer.type ?? 'without a body'}</span>
        </p>
      )}
      <Refusals operation={operation} />
    </section>
  )
}

function Refusals({ operation }: { operation: Operation }) {
  return (
    <p className="mt-4 text-sm leading-loose">
      <span className="font-semibold">Problems</span>
      {[...problemsOf(operation)].map(([status, codes]) => (
        <span key={status} className="text-soft">
          {' '}
          · {status}{' '}
          {codes.map((code) => (
            <a
              key={code}
              href={`#${code}`}
              className="mr-1.5 inline-block text-ivy underline underline-offset-4"
            >
              {code}
            </a>
          ))}
        </span>
      ))}
    </p>
  )
}
