import type { Metadata } from 'next'
import { LogoLink } from '@/app/_ui/logo'
import { Sentence } from '@/app/_ui/sentence'
import { OPERATIONS } from '@/lib/api/operations'
import { env } from '@/lib/base/env'
import type { Locale } from '@/lib/base/locales'
import { API, JWKS } from '@/lib/base/routes'
import { language } from '@/lib/request/language'
import type { Words } from '@/lib/words/catalogues'
import { byLocale, fill } from '@/lib/words/text'
import { OperationSection } from './operation'
import { ProblemList } from './problem-list'
import { Prose } from './prose'
import { Sample } from './sample'

export async function generateMetadata(): Promise<Metadata> {
  const { title, description } = (await language()).words.apiReference
  return { title, description }
}

/**
 * Renders the table that also serves the API and its OpenAPI description. What comes from there is
 * in English, and marked so.
 */
export default async function ApiReferencePage() {
  const operations = Object.entries(OPERATIONS)
  const { locale, words } = await language()
  const { apiReference } = words
  return (
    <div className="mx-auto w-full max-w-5xl px-4 py-5 sm:px-6">
      <header className="flex">
        <LogoLink />
      </header>
      <main className="mt-8 grid gap-10 lg:grid-cols-[13rem_minmax(0,1fr)]">
        <nav
          aria-label={apiReference.onThisPage}
          className="text-sm lg:sticky lg:top-6 lg:self-start"
        >
          <ul className="flex flex-wrap gap-x-4 lg:block">
            {operations.map(([id, { summary }]) => (
              <Jump key={id} to={id} lang="en">
                {summary}
              </Jump>
            ))}
            <Jump to="problems">{apiReference.problems}</Jump>
          </ul>
        </nav>
        <div className="min-w-0">
          <Introduction locale={locale} words={apiReference} />
          {operations.map(([id, operation]) => (
            <OperationSection key={id} id={id} operation={operation} words={apiReference} />
          ))}
          <ProblemList words={apiReference} />
        </div>
      </main>
    </div>
  )
}

function Jump({ to, lang, children }: { to: string; lang?: string; children: string }) {
  return (
    <li>
      <a
        href={`#${to}`}
        lang={lang}
        className="inline-flex min-h-8 items-center text-soft underline-offset-4 hover:text-ink hover:underline"
      >
        {children}
      </a>
    </li>
  )
}

interface IntroductionProps {
  locale: Locale
  words: Words['apiReference']
}

function Introduction({ locale, words }: IntroductionProps) {
  const { appOrigin, apiAudiences } = env()
  const services = list(locale).format(apiAudiences)
  return (
    <section>
      <h1 className="text-2xl font-semibold tracking-tight sm:text-3xl">{words.title}</h1>
      <p className="mt-2 max-w-prose text-soft">
        <Prose>{words.lead}</Prose>
      </p>
      <Sample>{`curl ${appOrigin}${API}/auth/login \\
  -H 'Content-Type: application/json' \\
  -d '{"email": "ada@example.com", "password": "…", "device": "Kitchen display"}'

curl ${appOrigin}${API}/me -H 'Authorization: Bearer <access_token>'`}</Sample>
      <p className="max-w-prose text-soft">
        {services && `${fill(words.alsoFor, { services })} `}
        <Sentence
          text={words.verifying}
          parts={{
            keys: <Reference path={JWKS} />,
            openapi: <Reference path={`${API}/openapi.json`} />,
          }}
        />
      </p>
    </section>
  )
}

const list = byLocale((tag) => new Intl.ListFormat(tag))

function Reference({ path }: { path: string }) {
  return (
    <a href={path} className="break-all text-accent underline underline-offset-4">
      {path}
    </a>
  )
}
