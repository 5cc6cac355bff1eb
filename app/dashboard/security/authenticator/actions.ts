'use server'

import { redirect } from 'next/navigation'
import { grave } from '@/app/_signed-in/grave'
import { codeError } from '@/app/_ui/code-words'
import { isThrottled, throttleWords } from '@/app/_ui/throttle-words'
import { isConfirmed, textField, type ActState } from '@/lib/base/forms'
import { AUTHENTICATOR } from '@/lib/base/routes'
import { FactorDemanded } from '@/lib/factors/demand'
import { replacementOf } from '@/lib/factors/enrolment'
import { beginReplacement, confirmReplacement } from '@/lib/factors/replace'
import {
  beginAuthenticator,
  confirmAuthenticator,
  removeAuthenticator,
  type ConfirmedAuthenticator,
} from '@/lib/factors/set-up'
import { userAction } from '@/lib/request/action'
import type { Actor } from '@/lib/sessions/authenticate'
import { clientInfo } from '@/lib/request/client-info'
import { redirectWithFlash } from '@/lib/request/flash'
import { language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'
import {
  clearPendingCookie,
  readPendingToken,
  setPendingCookie,
} from '@/lib/request/pending-cookie'
import type { CodesState } from '../_factors/codes-state'

export const beginAuthenticatorAction = userAction(
  grave(async (actor): Promise<ActState> => {
    await withOutage(() => beginAuthenticator(actor))
    redirect(AUTHENTICATOR)
  }),
)

/** Another app in place of the one that is on, which may be lost. */
export const replaceAuthenticatorAction = userAction(
  grave(
    async (actor): Promise<ActState> => {
      const token = await withOutage(() => beginReplacement(actor))
      if (token !== null) await setPendingCookie(token)
      redirect(AUTHENTICATOR)
    },
    { mends: true },
  ),
)

export const confirmAuthenticatorAction = userAction(grave(confirmApp, { mends: true }))

async function confirmApp(actor: Actor, form: FormData): Promise<CodesState> {
  const code = textField(form, 'code')
  const reader = await language()
  const { faults } = reader.words.secondFactor
  if (code.trim() === '') return invalid(faults.missing)
  const [token, from] = await Promise.all([readPendingToken(), clientInfo()])
  const replaces = token !== null && (await withOutage(() => replacementOf(token, actor)))
  const result = await withOutage<ConfirmedAuthenticator>(() =>
    replaces
      ? confirmReplacement(actor, { token, code, from })
      : confirmAuthenticator(actor, { code, from }),
  )
  if (result.ok) {
    if (replaces) await clearPendingCookie()
    return { status: 'codes', codes: result.codes }
  }
  if (isThrottled(result)) return refused(throttleWords(result, reader))
  if (result.reason === 'wrong-code') return invalid(codeError(result, reader))
  return redirectWithFlash(AUTHENTICATOR, 'refused', 'gone')
}

export const removeAuthenticatorAction = userAction(
  grave(
    async (actor, form): Promise<ActState> => {
      const { common, secondFactor } = (await language()).words
      if (!isConfirmed(form)) return { status: 'unsure', message: common.unconfirmed }
      const from = await clientInfo()
      try {
        await withOutage(() => removeAuthenticator(actor, from))
      } catch (error) {
        if (!(error instanceof FactorDemanded)) throw error
        return { status: 'unsure', message: secondFactor.authenticator.kept }
      }
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
