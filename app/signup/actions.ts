'use server'

import { redirect } from 'next/navigation'
import type { AccountState } from '@/app/_ui/account-fields'
import { accountFaults } from '@/app/_ui/account-words'
import { isThrottled, throttleWords } from '@/app/_ui/throttle-words'
import { textField } from '@/lib/base/forms'
import { publicAction } from '@/lib/request/action'
import { clientInfo } from '@/lib/request/client-info'
import { deviceSecret, setDeviceCookie } from '@/lib/request/device-cookie'
import { language, type Language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'
import { readSessionCookies, setSessionCookies } from '@/lib/request/session-cookies'
import { pathAfterLogIn } from '@/lib/request/visit'
import { isolated } from '@/lib/words/isolated'
import { fill } from '@/lib/words/text'
import { safeNext } from '@/lib/base/routes'
import { signUp, type SignUpResult } from '@/lib/users/sign-up'
import { signUpWithPasskey, type PasskeySignUpResult } from '@/lib/users/sign-up-passkey'

/** What happened stands in the mail alone. */
export type SignUpState = AccountState | { status: 'mailed'; message: string; email: string }

export const signUpAction = publicAction(async (form): Promise<SignUpState> => {
  const email = textField(form, 'email').trim()
  const name = textField(form, 'name').trim()
  const password = textField(form, 'password')
  const values = { email, name }

  const [from, replaces, secret, reader] = await Promise.all([
    clientInfo(),
    readSessionCookies(),
    deviceSecret(),
    language(),
  ])
  const { locale } = reader
  const visitor = { email, name, from, replaces, deviceSecret: secret, locale }
  const result = await withOutage<SignUpResult | PasskeySignUpResult>(() =>
    textField(form, 'by') === 'passkey'
      ? signUpWithPasskey({ ...visitor, ...passkeyIn(form) })
      : signUp({ ...visitor, password }),
  )
  if (!result.ok) {
    if (result.reason === 'faults') return { ...accountFaults(result.faults, reader), values }
    return { status: 'refused', message: refusal(result, reader), errors: {}, values }
  }

  if (!result.tokens) {
    const message = fill(reader.words.verifyEmail.mailed, { email: isolated(email) })
    return { status: 'mailed', message, email }
  }
  await setSessionCookies(result.tokens)
  await setDeviceCookie(secret)
  redirect(await pathAfterLogIn(safeNext(form.get('next'))))
})

function passkeyIn(form: FormData): { made: string; userId: string } {
  return { made: textField(form, 'made'), userId: textField(form, 'user') }
}

type Refusal = Exclude<SignUpResult | PasskeySignUpResult, { ok: true } | { reason: 'faults' }>

function refusal(result: Refusal, reader: Language): string {
  if (isThrottled(result)) return throttleWords(result, reader)
  const { passkeys, signUp: words } = reader.words
  return result.reason === 'sign-up-closed' ? words.closed : passkeys.faults[result.reason]
}
