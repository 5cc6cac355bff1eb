'use server'

import { isThrottled, throttleWords } from '@/app/_ui/throttle-words'
import { isPasswordRefusal, passwordError } from '@/app/_ui/password-words'
import { textField, type FormState } from '@/lib/base/forms'
import { resetPassword } from '@/lib/passwords/reset'
import { publicAction } from '@/lib/request/action'
import { clientInfo } from '@/lib/request/client-info'
import { language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'
import { redirectWithFlash } from '@/lib/request/flash'
import { LOG_IN } from '@/lib/base/routes'

export type ResetState = FormState<'password'>

export const resetPasswordAction = publicAction(async (form): Promise<ResetState> => {
  const token = textField(form, 'token')
  const password = textField(form, 'new-password')
  const removesPasskeys = textField(form, 'remove-passkeys') === 'on'
  const from = await clientInfo()
  const result = await withOutage(() => resetPassword({ token, password, removesPasskeys, from }))
  if (result.ok) return redirectWithFlash(LOG_IN, 'done', 'reset')

  const reader = await language()
  const { badLink, check } = reader.words.accounts
  if (isThrottled(result)) return refused(throttleWords(result, reader))
  if (!isPasswordRefusal(result.reason)) return refused(badLink.expired)
  const errors = { password: passwordError(result.reason, reader) }
  return { status: 'invalid', message: check.password, errors, values: {} }
})

function refused(message: string): ResetState {
  return { status: 'refused', message, errors: {}, values: {} }
}
