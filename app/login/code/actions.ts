'use server'

import { redirect } from 'next/navigation'
import { codeError } from '@/app/_ui/code-words'
import { isThrottled, throttleWords } from '@/app/_ui/throttle-words'
import { textField, type FormState } from '@/lib/base/forms'
import { DASHBOARD, LOG_IN_CODE, safeNext, withNext } from '@/lib/base/routes'
import { publicAction } from '@/lib/request/action'
import { clientInfo } from '@/lib/request/client-info'
import { deviceSecret, setDeviceCookie } from '@/lib/request/device-cookie'
import { redirectWithFlash } from '@/lib/request/flash'
import { language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'
import { clearPendingCookie, readPendingToken } from '@/lib/request/pending-cookie'
import { readSessionCookies, setSessionCookies } from '@/lib/request/session-cookies'
import { completeLogIn } from '@/lib/sessions/complete-log-in'

export type CodeState = FormState<'code' | 'trust'>

export const codeAction = publicAction(async (form): Promise<CodeState> => {
  const code = textField(form, 'code')
  const trusts = textField(form, 'trust') === 'on'
  const reader = await language()
  const { faults } = reader.words.secondFactor
  const values = { trust: trusts ? 'on' : '' }
  if (code.trim() === '') return invalid(faults.missing, values)

  const [token, from, replaces, secret] = await Promise.all([
    readPendingToken(),
    clientInfo(),
    readSessionCookies(),
    deviceSecret(),
  ])
  const next = safeNext(form.get('next'))
  // The page says what to do.
  if (token === null) redirect(withNext(LOG_IN_CODE, next))
  const result = await withOutage(() =>
    completeLogIn({ token, code, from, replaces, deviceSecret: secret, trusts }),
  )
  if (!result.ok) {
    if (isThrottled(result)) {
      return { status: 'refused', message: throttleWords(result, reader), errors: {}, values }
    }
    if (result.reason === 'wrong-code') return invalid(codeError(result, reader), values)
    redirect(withNext(LOG_IN_CODE, next))
  }
  await clearPendingCookie()
  await setSessionCookies(result.tokens)
  await setDeviceCookie(secret)
  if (result.isKept) return redirectWithFlash(DASHBOARD, 'done', 'kept')
  redirect(next)
})

function invalid(fault: string, values: { trust: string }): CodeState {
  return { status: 'invalid', message: fault, errors: { code: fault }, values }
}
