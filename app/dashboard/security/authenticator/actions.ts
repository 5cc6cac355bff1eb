'use server'

import { redirect } from 'next/navigation'
import { grave } from '@/app/_signed-in/grave'
import { codeError } from '@/app/_ui/code-words'
import { isThrottled, throttleWords } from '@/app/_ui/throttle-words'
import { isConfirmed, textField, type ActState } from '@/lib/base/forms'
import { AUTHENTICATOR } from '@/lib/base/routes'
import { beginAuthenticator, confirmAuthenticator, removeAuthenticator } from '@/lib/factors/set-up'
import { userAction } from '@/lib/request/action'
import { clientInfo } from '@/lib/request/client-info'
import { redirectWithFlash } from '@/lib/request/flash'
import { language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'
import type { CodesState } from '../_factors/codes-state'

export const beginAuthenticatorAction = userAction(
  grave(async (actor): Promise<ActState> => {
    await withOutage(() => beginAuthenticator(actor))
    redirect(AUTHENTICATOR)
  }),
)

export const confirmAuthenticatorAction = userAction(
  grave(async (actor, form): Promise<CodesState> => {
    const code = textField(form, 'code')
    const reader = await language()
    const { authenticator, faults } = reader.words.secondFactor
    if (code.trim() === '') return invalid(faults.missing)
    const from = await clientInfo()
    const result = await withOutage(() => confirmAuthenticator(actor, { code, from }))
    if (result.ok) return { status: 'codes', codes: result.codes }
    if (isThrottled(result)) return refused(throttleWords(result, reader))
    return result.reason === 'wrong-code'
      ? invalid(codeError(result, reader))
      : refused(authenticator.gone)
  }),
)

export const removeAuthenticatorAction = userAction(
  grave(
    async (actor, form): Promise<ActState> => {
      if (!isConfirmed(form)) {
        return { status: 'unsure', message: (await language()).words.common.unconfirmed }
      }
      const from = await clientInfo()
      await withOutage(() => removeAuthenticator(actor, from))
      return redirectWithFlash(AUTHENTICATOR, 'done', 'removed')
    },
    { mends: true },
  ),
)

function invalid(fault: string): CodesState {
  return { status: 'invalid', message: fault, errors: { code: fault }, values: {} }
}

function refused(message: string): CodesState {
  return { status: 'refused', message, errors: {}, values: {} }
}
