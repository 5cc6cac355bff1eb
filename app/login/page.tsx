import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { CookieNote } from '@/app/_ui/cookie-note'
import { CookieWords } from '@/app/_ui/cookie-words'
import { Entrance } from '@/app/_ui/entrance'
import { durationInWords } from '@/app/_ui/times'
import type { QueryProps } from '@/app/_ui/query'
import { env } from '@/lib/base/env'
import { currentFlash } from '@/lib/request/flash'
import { visitor } from '@/lib/request/visit'
import { DASHBOARD, logInPath, readLogInQuery, REFRESH, SIGN_UP, withNext } from '@/lib/base/routes'
import { LogInReason } from './log-in-reason'
import { CookieCheck } from './cookie-check'
import { LogInForm } from './form'
import { Link } from '@/app/_ui/link'

export const metadata: Metadata = {
  title: 'Log in',
  description: 'Log in with your email address and password.',
}

export default async function LogInPage({ searchParams }: QueryProps) {
  const query = readLogInQuery(await searchParams)
  const { next, checksCookies } = query
  // A client-side navigation may render with cookies that the browser has not accepted yet.
  if (checksCookies && (await headers()).get('sec-fetch-dest') === 'empty') {
    return <CookieCheck href={logInPath(query)} />
  }
  const who = await visitor()
  if (who === 'signed-in') redirect(next)
  if (who === 'may-refresh') redirect(withNext(REFRESH, next))

  return (
    <Entrance title="Log in" lead="Welcome back.">
      {checksCookies ? <CookieWords /> : <CookieNote />}
      <LogInReason flash={await currentFlash()} />
      <LogInForm next={next} lasts={lasts()} />
      {env().signup === 'open' && (
        <p className="text-soft">
          New here?{' '}
          <Link
            href={next === DASHBOARD ? SIGN_UP : withNext(SIGN_UP, next)}
            className="font-medium text-ivy underline underline-offset-4"
          >
            Sign up
          </Link>
        </p>
      )}
    </Entrance>
  )
}

function lasts() {
  const { refreshIdleTtl, shortIdleTtl, sessionMaxAge } = env()
  return {
    staying: durationInWords(Math.min(refreshIdleTtl, sessionMaxAge)),
    otherwise: durationInWords(Math.min(shortIdleTtl, sessionMaxAge)),
  }
}
