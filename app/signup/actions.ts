'use server'

import { redirect } from 'next/navigation'
import { waitUntil } from '@/app/_ui/moments'
import { isPasswordRefusal, passwordWords } from '@/app/_ui/password-words'
import { env } from '@/lib/env'
import { textField } from '@/lib/forms'
import type { PasswordRefusal } from '@/lib/passwords/policy'
import { requireOwnOrigin } from '@/lib/request/action-user'
import { clientInfo } from '@/lib/request/client-info'
import { withOutage } from '@/lib/request/outage'
import { readSessionCookies, setSessionCookies } from '@/lib/request/session-cookies'
import { landing } from '@/lib/request/visit'
import { safeNext } from '@/lib/routes'
import type { AccountFault } from '@/lib/users/account'
import { signUp, type SignUpRefusal } from '@/lib/users/sign-up'
import type { SignUpState } from './form'

const FAULTS: Record<Exclude<AccountFault, PasswordRefusal>, ['name' | 'email', string]> = {
  'address-taken': ['email', 'This address already has an account. Log in instead.'],
  'bad-address': ['email', 'Enter an email address such as ada@example.com.'],
  'name-too-long': ['name', 'That name is too long. Use a shorter one.'],
}

const REFUSALS: Record<SignUpRefusal, string> = {
  'sign-up-closed': 'Sign-up is closed here.',
  'too-busy': 'We are very busy just now. Try again in a moment.',
}

export async function signUpAction(_previous: SignUpState, form: FormData): Promise<SignUpState> {
  await requireOwnOrigin()
  const email = textField(form, 'email').trim()
  const name = textField(form, 'name').trim()
  const password = textField(form, 'password')
  const values = { email, name }

  const [from, replaces] = await Promise.all([clientInfo(), readSessionCookies()])
  const result = await withOutage(() => signUp({ email, name, password, from, replaces }))
  if (!result.ok) {
    if (result.reason === 'faults') return faulty(result.faults, values)
    const message =
      result.reason === 'too-many-tries'
        ? `Too many tries. Try again ${waitUntil(result.retryAt)}.`
        : REFUSALS[result.reason]
    return { status: 'refused', message, errors: {}, values }
  }

  await setSessionCookies(result.tokens)
  redirect(await landing(safeNext(form.get('next'))))
}

function faulty(
  faults: readonly AccountFault[],
  values: { email: string; name: string },
): SignUpState {
  const { passwordMinLength } = env()
  const errors = Object.fromEntries(
    faults.map((fault) =>
      isPasswordRefusal(fault)
        ? ['password', passwordWords(fault, passwordMinLength)]
        : FAULTS[fault],
    ),
  )
  const what = faults.length === 1 ? 'One thing needs' : 'Some things need'
  const message = `${what} mending before you can sign up.`
  return { status: 'invalid', message, errors, values }
}
