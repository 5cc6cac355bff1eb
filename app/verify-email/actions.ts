'use server'

import { goOnWaiting, isWaiting } from '@/app/login/pending'
import { isThrottled, throttleWords } from '@/app/_ui/throttle-words'
import { textField, type FormState } from '@/lib/base/forms'
import { DASHBOARD } from '@/lib/base/routes'
import { publicAction } from '@/lib/request/action'
import { clientInfo } from '@/lib/request/client-info'
import { currentUser } from '@/lib/request/current-user'
import { deviceSecret, setDeviceCookie } from '@/lib/request/device-cookie'
import { redirectWithFlash } from '@/lib/request/flash'
import { language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'
import { readSessionCookies, setSessionCookies } from '@/lib/request/session-cookies'
import { logIn } from '@/lib/sessions/log-in'
import { checkVerification, mailVerification, verifyAddress } from '@/lib/users/verification'
import { isolated } from '@/lib/words/isolated'
import { fill } from '@/lib/words/text'

export type VerifyState = FormState<'password'>
export type ResendState = FormState<'email'>

/** Verifies in the session of the user, or else logs them in with their password. */
export const verifyEmailAction = publicAction(async (form): Promise<VerifyState> => {
  const token = textField(form, 'token')
  const password = textField(form, 'password')
  const [from, user, reader] = await Promise.all([clientInfo(), currentUser(), language()])
  const { verifyEmail, logIn: atLogIn } = reader.words
  const link = await withOutage(() => checkVerification(token, from))
  if (!link.ok) {
    return refused(isThrottled(link) ? throttleWords(link, reader) : verifyEmail.badLink.title)
  }
  if (user?.userId === link.userId) {
    const { userId } = user
    const result = await withOutage(() => verifyAddress({ token, userId, from }))
    if (result.ok) return redirectWithFlash(DASHBOARD, 'done', 'verified')
    return refused(isThrottled(result) ? throttleWords(result, reader) : verifyEmail.badLink.title)
  }
  if (!password) return wrong(atLogIn.faults.password)

  const [replaces, secret] = await Promise.all([readSessionCookies(), deviceSecret()])
  const { email, hash: verification } = link
  const result = await withOutage(() =>
    logIn({
      ...{ email, password, persistent: false, from, replaces },
      ...{ deviceSecret: secret, verification },
    }),
  )
  if (isWaiting(result)) return goOnWaiting(result, { next: DASHBOARD, device: secret })
  if (!result.ok) {
    return isThrottled(result)
      ? refused(throttleWords(result, reader))
      : wrong(verifyEmail.wrongPassword)
  }
  await setSessionCookies(result.tokens)
  await setDeviceCookie(secret)
  return redirectWithFlash(DASHBOARD, 'done', result.isKept ? 'kept' : 'verified')
})

/** For visitors, and for users whose address is not verified. */
export const resendVerificationAction = publicAction(async (form): Promise<ResendState> => {
  const email = textField(form, 'email').trim()
  const [from, reader] = await Promise.all([clientInfo(), language()])
  const { locale, words } = reader
  const result = await withOutage(() => mailVerification({ email, from, locale }))
  const values = { email }
  if (result.ok) {
    const message = fill(words.verifyEmail.sentAgain, { email: isolated(email) })
    return { status: 'done', message }
  }
  if (isThrottled(result)) return { ...refused(throttleWords(result, reader)), values }
  const fault = words.accounts.faults[result.reason]
  return { status: 'invalid', message: fault, errors: { email: fault }, values }
})

function refused(message: string) {
  return { status: 'refused' as const, message, errors: {}, values: {} }
}

function wrong(fault: string): VerifyState {
  return { status: 'invalid', message: fault, errors: { password: fault }, values: {} }
}
