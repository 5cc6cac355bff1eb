import type { Metadata } from 'next'
import { LogOut, MonitorSmartphone, ShieldAlert } from 'lucide-react'
import { env } from '@/lib/base/env'
import { PARTS } from '@/lib/base/parts'
import { brand } from '@/lib/brand/brand'
import { language } from '@/lib/request/language'
import { visitor } from '@/lib/request/visit'
import { API_REFERENCE, DASHBOARD, LOG_IN, SIGN_UP } from '@/lib/base/routes'
import { fill } from '@/lib/words/text'
import { ButtonLink } from './_ui/button'
import { Scene } from './_ui/scene'
import { Logo } from './_ui/logo'
import { Sentence } from './_ui/sentence'
import { Link } from '@/app/_ui/link'

// The description is that of the layout.
export async function generateMetadata(): Promise<Metadata> {
  const { description } = (await language()).words.home
  return { title: { absolute: brand().name }, description }
}

const POINTS = [
  ['devices', MonitorSmartphone],
  ['logOut', LogOut],
  ['incidents', ShieldAlert],
] as const

export default async function HomePage() {
  const { home } = (await language()).words
  const apiLink = (
    <Link
      href={API_REFERENCE}
      className="inline-flex min-h-6 items-center text-accent underline underline-offset-4"
    >
      {home.api}
    </Link>
  )
  return (
    <div className="flex grow flex-col">
      <header className="mx-auto w-full max-w-5xl px-4 py-5 sm:px-6">
        <Logo />
      </header>
      <main className="mx-auto flex w-full max-w-5xl grow flex-col px-4 sm:px-6">
        <div className="grid overflow-hidden rounded-2xl bg-night text-on-night md:grid-cols-2">
          <div className="relative flex flex-col items-start justify-center p-7 sm:p-10 md:pb-20 lg:p-14 lg:pb-24">
            <h1 className="text-3xl leading-tight font-semibold tracking-tight text-balance wrap-anywhere lg:text-4xl">
              {fill(home.title, { app: brand().name })}
            </h1>
            <p className="mt-4 text-lg text-on-night-soft">{home.lead}</p>
            <StartLinks />
          </div>
          <Scene className="block w-full self-end" />
        </div>
        <ul className="mt-12 mb-16 grid gap-8 sm:grid-cols-3">
          {POINTS.map(([point, Icon]) => (
            <li key={point}>
              <Icon className="size-6 text-accent" aria-hidden="true" />
              <h2 className="mt-3 font-semibold">{home.points[point].title}</h2>
              <p className="mt-1 text-soft">{home.points[point].text}</p>
            </li>
          ))}
        </ul>
        {PARTS.api && (
          <p className="mt-auto py-6 text-sm text-soft">
            <Sentence text={home.forDevelopers} parts={{ api: apiLink }} />
          </p>
        )}
      </main>
    </div>
  )
}

const ON_NIGHT = 'focus-visible:outline-on-night '
const LIT = `${ON_NIGHT} bg-lit text-on-lit hover:bg-lit-strong`
const OUTLINED = `${ON_NIGHT} border border-on-night-edge text-on-night hover:bg-night-hill`

async function StartLinks() {
  const [who, { words }] = await Promise.all([visitor(), language()])
  return (
    <p className="mt-8 flex flex-wrap gap-3">
      {who === 'visitor' ? (
        <>
          <ButtonLink href={LOG_IN} look="bare" className={LIT}>
            {words.common.logIn}
          </ButtonLink>
          {env().signup === 'open' && (
            <ButtonLink href={SIGN_UP} look="bare" className={OUTLINED}>
              {words.common.signUp}
            </ButtonLink>
          )}
        </>
      ) : (
        <ButtonLink href={DASHBOARD} look="bare" className={LIT}>
          {words.home.toDashboard}
        </ButtonLink>
      )}
    </p>
  )
}
