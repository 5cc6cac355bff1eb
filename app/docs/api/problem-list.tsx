import { PROBLEMS, type ProblemKind } from '@/lib/api/problems'
import { Sample } from './sample'

export function ProblemList() {
  return (
    <section aria-labelledby="problems" className="mt-10 border-t border-line pt-8 pb-16">
      <h2 id="problems" className="scroll-mt-6 text-xl font-semibold tracking-tight">
        Problems
      </h2>
      <p className="mt-2 max-w-prose">
        What is refused comes as <code>application/problem+json</code> (RFC 9457). Go by{' '}
        <code>code</code>: it stays, while words may change. With 503, and with 429 after{' '}
        <code>Retry-After</code> seconds, the same request may be sent again; nothing is ever half
        done.
      </p>
      <Sample>{`{"status": 401, "code": "token-expired", "title": "The access token has expired: …", "error": "invalid_token"}`}</Sample>
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
              {title}
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
