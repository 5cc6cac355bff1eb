'use server'

import { redirect } from 'next/navigation'
import { codeError } from '@/app/_ui/code-words'
import { textField, type FormState } from '@/lib/base/forms'
import { LOG_IN_SET_UP, safeNext, withNext } from '@/lib/base/routes'
import { publicAction } from '@/lib/request/action'
import { clientInfo } from '@/lib/request/client-info'
import { deviceSecret, setDeviceCookie } from '@/lib/request/device-cookie'
import { language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'
import { clearPendingCookie, readPendingToken } from '@/lib/request/pending-cookie'
import { readSessionCookies, setSessionCookies } from '@/lib/request/session-cookies'
import { completeEnrolment } from '@/lib/sessions/complete-enrolment'

export type SetUpState =
  | FormState<'code'>
  /** `isKept`: the account was to be deleted, which the log-in has taken back. */
  | { status: 'codes'; codes: readonly string[]; isKept: boolean }

export const setUpFactorAction = publicAction(async (form): Promise<SetUpState> => {
  const code = textField(form, 'code')
  const reader = await language()
  if (code.trim() === '') return invalid(reader.words.secondFactor.faults.missing)

  const [token, from, replaces, secret] = await Promise.all([
    readPendingToken(),
    clientInfo(),
    readSessionCookies(),
    deviceSecret(),
  ])
  // The page says what to do.
  const expired = withNext(LOG_IN_SET_UP, safeNext(form.get('next')))
  if (token === null) redirect(expired)
  const result = await withOutage(() =>
    completeEnrolment({ token, code, from, replaces, deviceSecret: secret }),
  )
  if (!result.ok) {
    if (result.reason === 'wrong-code') return invalid(codeError(result, reader))
    redirect(expired)
  }
  await clearPendingCookie()
  await setSessionCookies(result.tokens)
  await setDeviceCookie(secret)
  return { status: 'codes', codes: result.codes, isKept: result.isKept ?? false }
})

function invalid(fault: string): SetUpState {
  return { status: 'invalid', message: fault, errors: { code: fault }, values: {} }
}
