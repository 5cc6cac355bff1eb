'use server'

import { redirect } from 'next/navigation'
import { isThrottled, throttleWords } from '@/app/_ui/throttle-words'
import { isPasswordRefusal, passwordError } from '@/app/_ui/password-words'
import { env } from '@/lib/base/env'
import { textField, type FormState } from '@/lib/base/forms'
import { changePassword, type PasswordChangeRefusal } from '@/lib/passwords/change'
import type { PasswordRefusal } from '@/lib/passwords/policy'
import { userAction } from '@/lib/request/action'
import { clientInfo } from '@/lib/request/client-info'
import { withOutage } from '@/lib/request/outage'
import { setSessionCookies } from '@/lib/request/session-cookies'
import { SECURITY } from '@/lib/base/routes'

export type PasswordState = FormState<'current' | 'next'>

const UNCHANGED = 'Your password has not been changed.'

export const changePasswordAction = userAction(async (actor, form): Promise<PasswordState> => {
  const current = textField(form, 'current-password')
  const next = textField(form, 'new-password')
  const missing = {
    ...(current ? {} : { current: 'Enter your current password.' }),
    ...(next ? {} : { next: 'Choose a new password.' }),
  }
  if (Object.keys(missing).length > 0) return invalid(missing)

  const from = await clientInfo()
  const result = await withOutage(() => changePassword(actor, { current, next, from }))
  if (!result.ok) {
    return isThrottled(result) ? refused(throttleWords(result)) : refusal(result.reason)
  }
  await setSessionCookies(result.tokens)
  const message = 'Your password has been updated. All other devices have been signed out.'
  return { status: 'done', message }
})

function refusal(reason: PasswordChangeRefusal): PasswordState {
  if (isPasswordRefusal(reason)) {
    return invalid({ next: passwordError(reason, env().passwordMinLength) })
  }
  return ANSWERS[reason]()
}

const ANSWERS: Record<Exclude<PasswordChangeRefusal, PasswordRefusal>, () => PasswordState> = {
  'wrong-current': () => invalid({ current: 'This is not your current password.' }),
  'same-as-current': () => invalid({ next: 'Choose a password other than your current one.' }),
  // A user who is still signed in, as after a second click, sees the page; others have to log in.
  overtaken: () => redirect(SECURITY),
}

function invalid(errors: { current?: string; next?: string }): PasswordState {
  return { status: 'invalid', message: UNCHANGED, errors, values: {} }
}

function refused(message: string): PasswordState {
  return { status: 'refused', message, errors: {}, values: {} }
}
