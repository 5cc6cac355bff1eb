'use server'

import { redirect } from 'next/navigation'
import type { AccountState } from '@/app/_ui/account-fields'
import { accountFaults } from '@/app/_ui/account-words'
import { isThrottled, throttleWords } from '@/app/_ui/throttle-words'
import { textField } from '@/lib/base/forms'
import { publicAction } from '@/lib/request/action'
import { clientInfo } from '@/lib/request/client-info'
import { deviceSecret, setDeviceCookie } from '@/lib/request/device-cookie'
import { language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'
import { readSessionCookies, setSessionCookies } from '@/lib/request/session-cookies'
import { pathAfterLogIn } from '@/lib/request/visit'
import { isolated } from '@/lib/words/isolated'
import { fill } from '@/lib/words/text'
import { safeNext } from '@/lib/base/routes'
import { signUp } from '@/lib/users/sign-up'

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
  const result = await withOutage(() =>
    signUp({ email, name, password, from, replaces, deviceSecret: secret, locale }),
  )
  if (!result.ok) {
    if (result.reason === 'faults') return { ...accountFaults(result.faults, reader), values }
    const message = isThrottled(result) ? throttleWords(result, reader) : reader.words.signUp.closed
    return { status: 'refused', message, errors: {}, values }
  }

  if (!result.tokens) {
    const message = fill(reader.words.verifyEmail.mailed, { email: isolated(email) })
    return { status: 'mailed', message, email }
  }
  await setSessionCookies(result.tokens)
  await setDeviceCookie(secret)
  redirect(await pathAfterLogIn(safeNext(form.get('next'))))
})
