'use server'

import { isThrottled, throttleWords } from '@/app/_ui/throttle-words'
import { isPasswordRefusal, passwordError } from '@/app/_ui/password-words'
import { env } from '@/lib/base/env'
import { textField, type FormState } from '@/lib/base/forms'
import { resetPassword } from '@/lib/passwords/reset'
import { publicAction } from '@/lib/request/action'
import { clientInfo } from '@/lib/request/client-info'
import { withOutage } from '@/lib/request/outage'
import { redirectWithFlash } from '@/lib/request/flash'
import { LOG_IN } from '@/lib/base/routes'

export type ResetState = FormState<'password'>

const BAD_LINK = 'This link works no more: load the page again to see what to do.'

export const resetPasswordAction = publicAction(async (form): Promise<ResetState> => {
  const token = textField(form, 'token')
  const password = textField(form, 'new-password')
  const from = await clientInfo()
  const result = await withOutage(() => resetPassword({ token, password, from }))
  if (result.ok) return redirectWithFlash(LOG_IN, 'done', 'reset')

  if (isThrottled(result)) {
    return { status: 'refused', message: throttleWords(result), errors: {}, values: {} }
  }
  if (!isPasswordRefusal(result.reason)) {
    return { status: 'refused', message: BAD_LINK, errors: {}, values: {} }
  }
  const errors = { password: passwordError(result.reason, env().passwordMinLength) }
  const message = 'Your password stays as it is: choose another one.'
  return { status: 'invalid', message, errors, values: {} }
})
