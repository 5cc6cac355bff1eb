import type { Metadata } from 'next'
import { DoorClosed, KeyRound, MonitorSmartphone, type LucideIcon } from 'lucide-react'
import { env } from '@/lib/base/env'
import { visitor } from '@/lib/request/visit'
import { API_REFERENCE, DASHBOARD, LOG_IN, SIGN_UP } from '@/lib/base/routes'
import { ButtonLink } from './_ui/button'
import { GateScene } from './_ui/gate-scene'
import { Logo } from './_ui/logo'
import { Link } from '@/app/_ui/link'

export const metadata: Metadata = { title: { absolute: 'Gatehouse' } }

const POINTS: { icon: LucideIcon; title: string; text: string }[] = [
  {
    icon: MonitorSmartphone,
    title: 'Every device in sight',
    text: 'See where you are signed in: browser, system, network, and when it was last used.',
  },
  {
    icon: DoorClosed,
    title: 'Out means out',
    text: 'Log out one device, the others, or everywhere. It holds from the very next request.',
  },
  {
    icon: KeyRound,
    title: 'Keys anyone can check',
    text: 'Signed tokens and public keys: other services verify who you are without asking us.',
  },
]

export default async function HomePage() {
  const signedIn = (await visitor()) !== 'visitor'
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="mx-auto w-full max-w-5xl px-4 py-5 sm:px-6">
        <Logo />
      </header>
      <main className="mx-auto w-full max-w-5xl grow px-4 pb-16 sm:px-6">
        <div className="grid overflow-hidden rounded-2xl bg-[#0d3f38] text-[#f5f3ec] md:grid-cols-2">
          <div className="relative flex flex-col items-start justify-center p-7 sm:p-10 md:pb-20 lg:p-14 lg:pb-24">
            <h1 className="text-3xl leading-tight font-semibold tracking-tight text-balance lg:text-4xl">
              Sign-in that can really be ended
            </h1>
            <p className="mt-4 text-lg text-[#d5e2dc]">
              Gatehouse keeps the door of this site. It lets you in, shows you every device that is
              in with you, and closes the door behind any of them at once.
            </p>
            <StartLinks signedIn={signedIn} />
          </div>
          <GateScene className="block w-full self-end" />
        </div>
        <ul className="mt-12 grid gap-8 sm:grid-cols-3">
          {POINTS.map(({ icon: Icon, title, text }) => (
            <li key={title}>
              <Icon className="size-6 text-ivy" aria-hidden="true" />
              <h2 className="mt-3 font-semibold">{title}</h2>
              <p className="mt-1 text-soft">{text}</p>
            </li>
          ))}
        </ul>
      </main>
      <footer className="mx-auto w-full max-w-5xl px-4 py-6 text-sm text-soft sm:px-6">
        For devices and programs:{' '}
        <Link
          href={API_REFERENCE}
          className="inline-flex min-h-6 items-center text-ivy underline underline-offset-4"
        >
          the API
        </Link>
      </footer>
    </div>
  )
}

const ON_IVY = 'focus-visible:outline-[#f5f3ec] '
const LIT = `${ON_IVY} bg-[#f2c66b] text-[#2b1d00] hover:bg-[#f8d78f]`
const OUTLINED = `${ON_IVY} border border-[#8fb5aa] text-[#f5f3ec] hover:bg-[#17544a]`

function StartLinks({ signedIn }: { signedIn: boolean }) {
  return (
    <p className="mt-8 flex flex-wrap gap-3">
      {signedIn ? (
        <ButtonLink href={DASHBOARD} look="bare" className={LIT}>
          Go to dashboard
        </ButtonLink>
      ) : (
        <>
          <ButtonLink href={LOG_IN} look="bare" className={LIT}>
            Log in
          </ButtonLink>
          {env().signup === 'open' && (
            <ButtonLink href={SIGN_UP} look="bare" className={OUTLINED}>
              Sign up
            </ButtonLink>
          )}
        </>
      )}
    </p>
  )
}
