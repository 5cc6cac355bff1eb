import { PROBLEMS, type ProblemKind } from '@/lib/api/problems'
import type { Words } from '@/lib/words/catalogues'
import { Prose } from './prose'
import { Sample } from './sample'

export function ProblemList({ words }: { words: Words['apiReference'] }) {
  return (
    <section aria-labelledby="problems" className="mt-10 border-t border-line pt-8 pb-16">
      <h2 id="problems" className="scroll-mt-6 text-xl font-semibold tracking-tight">
        {words.problems}
      </h2>
      <p className="mt-2 max-w-prose">
        <Prose>{words.problemsLead}</Prose>
      </p>
      <Sample>{`{"status": 401, "code": "token-expired", "title": "The access token has expired: …", "detail": "The access token is no longer valid. …", "error": "invalid_token"}`}</Sample>
      <dl className="divide-y divide-line border-y border-line text-sm">
        {Object.entries<ProblemKind>(PROBLEMS).map(([code, { status, title, error }]) => (
          <div
            key={code}
            id={code}
            className="scroll-mt-6 py-2 target:bg-lantern-wash sm:grid sm:grid-cols-[13rem_minmax(0,1fr)] sm:gap-4"
          >
            <dt>
              <code className="font-medium break-all">{code}</code>
            </dt>
            <dd>
              <span lang="en">{title}</span>
              <span className="text-soft">
                {' '}
                {status}
                {error && (
                  <>
                    , <code>{error}</code>
                  </>
                )}
              </span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
