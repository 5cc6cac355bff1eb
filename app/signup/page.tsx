import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { CookieNote } from '@/app/_ui/cookie-note'
import { Entrance } from '@/app/_ui/entrance'
import { Notice } from '@/app/_ui/notice'
import type { QueryProps } from '@/app/_ui/query'
import { env } from '@/lib/base/env'
import { visitor } from '@/lib/request/visit'
import { DASHBOARD, LOG_IN, REFRESH, safeNext, withNext } from '@/lib/base/routes'
import { SignUpForm } from './form'
import { Link } from '@/app/_ui/link'

export const metadata: Metadata = {
  title: 'Sign up',
  description: 'Make an account with your email address and a password.',
}

export default async function SignUpPage({ searchParams }: QueryProps) {
  const next = safeNext((await searchParams).next)
  const who = await visitor()
  if (who === 'signed-in') redirect(next)
  if (who === 'may-refresh') redirect(withNext(REFRESH, next))

  const { signup, passwordMinLength } = env()
  const logIn = next === DASHBOARD ? LOG_IN : withNext(LOG_IN, next)
  return (
    <Entrance title="Sign up" lead="An email address and a password are all it takes.">
      {signup === 'open' ? (
        <>
          <CookieNote />
          <SignUpForm next={next} logIn={logIn} passwordMinLength={passwordMinLength} />
        </>
      ) : (
        <Notice>Sign-up is closed here. Ask an administrator of this site for an account.</Notice>
      )}
      <p className="text-soft">
        Already have an account?{' '}
        <Link href={logIn} className="font-medium text-ivy underline underline-offset-4">
          Log in
        </Link>
      </p>
    </Entrance>
  )
}
