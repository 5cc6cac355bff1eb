import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { CookieNote } from '@/app/_ui/cookie-note'
import { Entrance } from '@/app/_ui/entrance'
import { Notice } from '@/app/_ui/notice'
import type { QueryProps } from '@/app/_ui/query'
import { Sentence } from '@/app/_ui/sentence'
import { env } from '@/lib/base/env'
import { signUpOptions } from '@/lib/passkeys/options'
import { language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'
import { visitor } from '@/lib/request/visit'
import { DASHBOARD, LOG_IN, REFRESH, safeNext, withNext } from '@/lib/base/routes'
import { SignUpForm } from './form'
import { Link } from '@/app/_ui/link'

export async function generateMetadata(): Promise<Metadata> {
  const { title, description } = (await language()).words.signUp
  return { title, description }
}

export default async function SignUpPage({ searchParams }: QueryProps) {
  const next = safeNext((await searchParams).next)
  const who = await visitor()
  if (who === 'signed-in') redirect(next)
  if (who === 'may-refresh') redirect(withNext(REFRESH, next))

  const { signup, passwordMinLength } = env()
  const { signUp, accounts, passkeys, verifyEmail, common } = (await language()).words
  const logIn = next === DASHBOARD ? LOG_IN : withNext(LOG_IN, next)
  const logInLink = (
    <Link href={logIn} className="font-medium text-accent underline underline-offset-4">
      {common.logIn}
    </Link>
  )
  return (
    <Entrance title={signUp.title} lead={signUp.lead}>
      {signup === 'open' ? (
        <>
          <CookieNote words={accounts.cookies} />
          <SignUpForm
            next={next}
            words={signUp.form}
            fields={accounts.fields}
            resend={verifyEmail.resend}
            passkey={await withOutage(() => signUpOptions())}
            passkeyWords={passkeys.signUp}
            logIn={logIn}
            passwordMinLength={passwordMinLength}
          />
        </>
      ) : (
        <Notice>{signUp.closed}</Notice>
      )}
      <p className="text-soft">
        <Sentence text={signUp.haveAccount} parts={{ logIn: logInLink }} />
      </p>
    </Entrance>
  )
}
