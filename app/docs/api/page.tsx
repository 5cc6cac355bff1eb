import type { Metadata } from 'next'
import { Logo } from '@/app/_ui/logo'
import { OPERATIONS } from '@/lib/api/operations'
import { env } from '@/lib/base/env'
import { API, JWKS } from '@/lib/base/routes'
import { OperationSection } from './operation'
import { ProblemList } from './problem-list'
import { Sample } from './sample'
import { Link } from '@/app/_ui/link'

export const metadata: Metadata = {
  title: 'API',
  description:
    'Every operation of the Bearer API: what it takes, what it answers, and each problem by its name.',
}

/** Renders the table that also serves the API and its OpenAPI description. */
export default function ApiReferencePage() {
  const operations = Object.entries(OPERATIONS)
  return (
    <div className="mx-auto w-full max-w-5xl px-4 py-5 sm:px-6">
      <header>
        <Link href="/" className="-m-2 inline-block rounded-lg p-2">
          <Logo />
        </Link>
      </header>
      <main className="mt-8 grid gap-10 lg:grid-cols-[13rem_minmax(0,1fr)]">
        <nav aria-label="On this page" className="text-sm lg:sticky lg:top-6 lg:self-start">
          <ul className="flex flex-wrap gap-x-4 lg:block">
            {operations.map(([id, { summary }]) => (
              <Jump key={id} to={id}>
                {summary}
              </Jump>
            ))}
            <Jump to="problems">Problems</Jump>
          </ul>
        </nav>
        <div className="min-w-0">
          <Introduction />
          {operations.map(([id, operation]) => (
            <OperationSection key={id} id={id} operation={operation} />
          ))}
          <ProblemList />
        </div>
      </main>
    </div>
  )
}

function Jump({ to, children }: { to: string; children: string }) {
  return (
    <li>
      <a
        href={`#${to}`}
        className="inline-flex min-h-8 items-center text-soft underline-offset-4 hover:text-ink hover:underline"
      >
        {children}
      </a>
    </li>
  )
}

function Introduction() {
  const { appOrigin, apiAudiences } = env()
  const services = apiAudiences.map((name) => `“${name}”`).join(', ')
  return (
    <section>
      <h1 className="text-2xl font-semibold tracking-tight sm:text-3xl">API</h1>
      <p className="mt-2 max-w-prose text-soft">
        For devices and programs. They log in once, keep a refresh token, and send a short-lived
        access token with each request. Bodies and answers are JSON, cookies are never read, and
        what goes wrong has a stable <code>code</code>.
      </p>
      <Sample>{`curl ${appOrigin}${API}/auth/login \\
  -H 'Content-Type: application/json' \\
  -d '{"email": "ada@example.com", "password": "…", "device": "Kitchen display"}'

curl ${appOrigin}${API}/me -H 'Authorization: Bearer <access_token>'`}</Sample>
      <p className="max-w-prose text-soft">
        {services && `Access tokens are also for ${services}. `}
        Other services verify them by themselves with <Reference path={JWKS} />. Programs read this
        page as <Reference path={`${API}/openapi.json`} /> (OpenAPI 3.1).
      </p>
    </section>
  )
}

function Reference({ path }: { path: string }) {
  return (
    <a href={path} className="break-all text-ivy underline underline-offset-4">
      {path}
    </a>
  )
}
