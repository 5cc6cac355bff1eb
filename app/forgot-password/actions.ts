'use server'

import { isThrottled, throttleWords } from '@/app/_ui/throttle-words'
import { textField, type FormState } from '@/lib/base/forms'
import { mailPasswordLink } from '@/lib/passwords/forgot'
import { publicAction } from '@/lib/request/action'
import { clientInfo } from '@/lib/request/client-info'
import { language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'
import { fill } from '@/lib/words/text'
import { isolated } from '@/lib/words/isolated'

export type ForgotState = FormState<'email'>

export const forgotPasswordAction = publicAction(async (form): Promise<ForgotState> => {
  const email = textField(form, 'email').trim()
  const [from, reader] = await Promise.all([clientInfo(), language()])
  const { locale, words } = reader
  const result = await withOutage(() => mailPasswordLink({ email, from, locale }))
  if (result.ok) {
    return { status: 'done', message: fill(words.forgotPassword.sent, { email: isolated(email) }) }
  }
  if (isThrottled(result)) {
    return {
      ...{ status: 'refused', message: throttleWords(result, reader) },
      ...{ errors: {}, values: { email } },
    }
  }
  const fault = words.accounts.faults[result.reason]
  return { status: 'invalid', message: fault, errors: { email: fault }, values: { email } }
})
