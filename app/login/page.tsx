import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { CookieNote } from '@/app/_ui/cookie-note'
import { CookieWords } from '@/app/_ui/cookie-words'
import { Entrance } from '@/app/_ui/entrance'
import { ForgotLink } from '@/app/_ui/forgot-link'
import { durationInWords } from '@/lib/words/times'
import type { QueryProps } from '@/app/_ui/query'
import { Sentence } from '@/app/_ui/sentence'
import { env } from '@/lib/base/env'
import type { Locale } from '@/lib/base/locales'
import { hintedEmail } from '@/lib/oauth/login-hint'
import { logInOptions } from '@/lib/passkeys/options'
import { language } from '@/lib/request/language'
import { fill, type Text } from '@/lib/words/text'
import { withOutage } from '@/lib/request/outage'
import { currentFlash } from '@/lib/request/flash'
import { visitor } from '@/lib/request/visit'
import { DASHBOARD, logInPath, readLogInQuery, REFRESH, SIGN_UP, withNext } from '@/lib/base/routes'
import { LogInReason } from './log-in-reason'
import { CookieCheck } from './cookie-check'
import { LogInForm } from './form'
import { Link } from '@/app/_ui/link'

export async function generateMetadata(): Promise<Metadata> {
  const { title, description } = (await language()).words.logIn
  return { title, description }
}

export default async function LogInPage({ searchParams }: QueryProps) {
  const query = readLogInQuery(await searchParams)
  const { locale, words } = await language()
  const { logIn, letIn, accounts, common, passkeys } = words
  const { next, checksCookies } = query
  // A client-side navigation may render with cookies that the browser has not accepted yet.
  if (checksCookies && (await headers()).get('sec-fetch-dest') === 'empty') {
    return <CookieCheck href={logInPath(query)} words={logIn.checking} />
  }
  const who = await visitor()
  if (who === 'signed-in') redirect(next)
  if (who === 'may-refresh') redirect(withNext(REFRESH, next))
  const passkey = await withOutage(() => logInOptions())

  return (
    <Entrance title={logIn.title} lead={logIn.lead}>
      {checksCookies ? (
        <CookieWords words={accounts.cookies} />
      ) : (
        <CookieNote words={accounts.cookies} />
      )}
      <LogInReason flash={await currentFlash()} words={logIn.why} />
      <LogInForm
        next={next}
        hinted={await hintedEmail(next)}
        words={logIn.form}
        offer={letIn.offer}
        passkey={passkey && { options: passkey, words: passkeys.show }}
        password={accounts.password}
        lasts={lasts(locale, logIn.form.staying)}
      />
      <p className="-mt-2">
        <ForgotLink />
      </p>
      {env().signup === 'open' && (
        <p className="text-soft">
          <Sentence
            text={logIn.newHere}
            parts={{
              signUp: (
                <Link
                  href={next === DASHBOARD ? SIGN_UP : withNext(SIGN_UP, next)}
                  className="font-medium text-accent underline underline-offset-4"
                >
                  {common.signUp}
                </Link>
              ),
            }}
          />
        </p>
      )}
    </Entrance>
  )
}

/** How long an unused session lasts. */
function lasts(locale: Locale, text: Text<'staying' | 'otherwise'>): string {
  const { refreshIdleTtl, shortIdleTtl, sessionMaxAge } = env()
  return fill(text, {
    staying: durationInWords(Math.min(refreshIdleTtl, sessionMaxAge), locale),
    otherwise: durationInWords(Math.min(shortIdleTtl, sessionMaxAge), locale),
  })
}
