'use server'

import { redirect } from 'next/navigation'
import { isThrottled, throttleWords } from '@/app/_ui/throttle-words'
import type { UserId } from '@/lib/base/ids'
import { textField, type FormState } from '@/lib/base/forms'
import { publicAction } from '@/lib/request/action'
import { clientInfo } from '@/lib/request/client-info'
import { deviceSecret, setDeviceCookie } from '@/lib/request/device-cookie'
import { redirectWithFlash } from '@/lib/request/flash'
import { language, type Language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'
import { clearPendingCookie } from '@/lib/request/pending-cookie'
import { readSessionCookies, setSessionCookies } from '@/lib/request/session-cookies'
import { pathAfterLogIn } from '@/lib/request/visit'
import { DASHBOARD, safeNext } from '@/lib/base/routes'
import { mailLetInLink } from '@/lib/devices/let-in'
import type { SeenFrom } from '@/lib/events/events'
import { mailMode } from '@/lib/mail/mode'
import { passkeyIdIn } from '@/lib/passkeys/responses'
import { logIn } from '@/lib/sessions/log-in'
import { logInWithPasskey } from '@/lib/sessions/log-in-passkey'
import { checkVerification, mailVerification } from '@/lib/users/verification'
import { isolated } from '@/lib/words/isolated'
import { fill } from '@/lib/words/text'
import { goOnWaiting, isWaiting } from './pending'

export type LogInState = FormState<'email' | 'password' | 'persistent'> & {
  /** A link in a mail can end the wait of this browser. */
  offersLink?: boolean
}

/** `unknown`: the passkey by its id, where nobody has it any more. */
export type PasskeyState = FormState<never> & { unknown?: string }

/** `email`: the address that the answer is about. */
export type AskState = FormState<never> & { email?: string }

export const logInAction = publicAction(async (form): Promise<LogInState> => {
  const email = textField(form, 'email').trim()
  const password = textField(form, 'password')
  const persistent = textField(form, 'persistent') === 'on'
  const values = { email, persistent: persistent ? 'on' : '' }

  const reader = await language()
  const { faults } = reader.words.logIn
  const errors = {
    ...(email ? {} : { email: faults.email }),
    ...(password ? {} : { password: faults.password }),
  }
  if (Object.keys(errors).length > 0) {
    return { status: 'invalid', message: faults.bothFields, errors, values }
  }

  const [from, replaces, secret] = await Promise.all([
    clientInfo(),
    readSessionCookies(),
    deviceSecret(),
  ])
  const result = await withOutage(() =>
    logIn({ email, password, persistent, from, replaces, deviceSecret: secret }),
  )
  if (isWaiting(result)) {
    return goOnWaiting(result, { next: safeNext(form.get('next')), device: secret })
  }
  if (!result.ok) {
    const message = isThrottled(result)
      ? throttleWords(result, reader)
      : result.reason === 'address-unverified'
        ? await askToVerify(email, from, reader)
        : faults.incorrect
    const offersLink = result.reason === 'too-many-tries' && mailMode() !== 'none'
    return { status: 'refused', message, errors: {}, values, offersLink }
  }

  await setSessionCookies(result.tokens)
  await setDeviceCookie(secret)
  // Wherever the user was going, they must see first that the account stays.
  if (result.isKept) return redirectWithFlash(DASHBOARD, 'done', 'kept')
  redirect(await pathAfterLogIn(safeNext(form.get('next'))))
})

export const passkeyLogInAction = publicAction(async (form): Promise<PasskeyState> => {
  const passkey = textField(form, 'passkey')
  const persistent = textField(form, 'persistent') === 'on'
  const reader = await language()
  const { faults } = reader.words.passkeys
  if (passkey === '') return refusedPasskey(faults.missing)

  const [from, replaces, secret] = await Promise.all([
    clientInfo(),
    readSessionCookies(),
    deviceSecret(),
  ])
  const verification = await verificationIn(form, from)
  const result = await withOutage(() =>
    logInWithPasskey({
      ...{ passkey, persistent, from, replaces, deviceSecret: secret },
      ...(verification !== null && { verification }),
    }),
  )
  if (!result.ok) {
    if (result.reason === 'address-unverified') {
      return refusedPasskey(await askToVerify(result.email, from, reader))
    }
    const isUnknown = result.reason === 'unknown-passkey'
    return refusedPasskey(faults[result.reason], isUnknown ? passkeyIdIn(passkey) : null)
  }
  await clearPendingCookie()
  await setSessionCookies(result.tokens)
  await setDeviceCookie(secret)
  if (result.isKept) return redirectWithFlash(DASHBOARD, 'done', 'kept')
  redirect(await pathAfterLogIn(safeNext(form.get('next'))))
})

/** The link in a mail that this log-in shall verify an address by. */
async function verificationIn(
  form: FormData,
  from: SeenFrom,
): Promise<{ hash: string; userId: UserId } | null> {
  const token = textField(form, 'token')
  if (token === '') return null
  const link = await withOutage(() => checkVerification(token, from))
  return link.ok ? { hash: link.hash, userId: link.userId } : null
}

function refusedPasskey(message: string, unknown: string | null = null): PasskeyState {
  return { status: 'refused', message, errors: {}, values: {}, ...(unknown && { unknown }) }
}

/** The same answer for every address; the link goes to the account's own. */
export const askToBeLetInAction = publicAction(async (form): Promise<AskState> => {
  const email = textField(form, 'email').trim()
  const [from, reader] = await Promise.all([clientInfo(), language()])
  const { locale, words } = reader
  const result = await withOutage(() => mailLetInLink({ email, from, locale }))
  if (result.ok) {
    const sent = fill(words.letIn.sent, { email: isolated(email) })
    return { status: 'done', message: sent, email }
  }
  const message = isThrottled(result)
    ? throttleWords(result, reader)
    : words.accounts.faults[result.reason]
  return { status: 'refused', message, errors: {}, values: {}, email }
})

/** The user showed the password or a passkey, so they may hear that they have an account. */
async function askToVerify(email: string, from: SeenFrom, reader: Language): Promise<string> {
  const { locale, words } = reader
  const result = await withOutage(() => mailVerification({ email, from, locale }))
  return result.ok || result.reason === 'bad-address'
    ? fill(words.verifyEmail.first, { email: isolated(email) })
    : throttleWords(result, reader)
}
