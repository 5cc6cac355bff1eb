'use server'

import { redirect } from 'next/navigation'
import { isThrottled, throttleWords } from '@/app/_ui/throttle-words'
import { isPasswordRefusal, passwordError } from '@/app/_ui/password-words'
import { textField, type FormState } from '@/lib/base/forms'
import { changePassword, type PasswordChangeRefusal } from '@/lib/passwords/change'
import type { PasswordRefusal } from '@/lib/passwords/policy'
import { userAction } from '@/lib/request/action'
import { clientInfo } from '@/lib/request/client-info'
import { language, type Language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'
import { setSessionCookies } from '@/lib/request/session-cookies'
import { SECURITY } from '@/lib/base/routes'
import type { Words } from '@/lib/words/catalogues'

export type PasswordState = FormState<'current' | 'next'>
type SecurityWords = Words['security']

export const changePasswordAction = userAction(async (actor, form): Promise<PasswordState> => {
  const current = textField(form, 'current-password')
  const next = textField(form, 'new-password')
  const reader = await language()
  const words = reader.words.security
  const missing = {
    ...(current ? {} : { current: words.faults.noCurrent }),
    ...(next ? {} : { next: words.faults.noNew }),
  }
  if (Object.keys(missing).length > 0) return invalid(missing, words)

  const from = await clientInfo()
  const result = await withOutage(() => changePassword(actor, { current, next, from }))
  if (!result.ok) {
    return isThrottled(result)
      ? refused(throttleWords(result, reader))
      : refusal(result.reason, reader)
  }
  await setSessionCookies(result.tokens)
  return { status: 'done', message: words.done }
})

function refusal(reason: PasswordChangeRefusal, reader: Language): PasswordState {
  const words = reader.words.security
  if (isPasswordRefusal(reason)) return invalid({ next: passwordError(reason, reader) }, words)
  return ANSWERS[reason](words)
}

const ANSWERS: Record<
  Exclude<PasswordChangeRefusal, PasswordRefusal>,
  (words: SecurityWords) => PasswordState
> = {
  'wrong-current': (words) => invalid({ current: words.faults.wrongCurrent }, words),
  'same-as-current': (words) => invalid({ next: words.faults.sameAsCurrent }, words),
  // A user who is still signed in, as after a second click, sees the page; others have to log in.
  overtaken: () => redirect(SECURITY),
}

function invalid(errors: { current?: string; next?: string }, words: SecurityWords): PasswordState {
  return { status: 'invalid', message: words.unchanged, errors, values: {} }
}

function refused(message: string): PasswordState {
  return { status: 'refused', message, errors: {}, values: {} }
}
