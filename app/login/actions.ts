'use server'

import { redirect } from 'next/navigation'
import { isThrottled, throttleWords } from '@/app/_ui/throttle-words'
import { textField, type FormState } from '@/lib/base/forms'
import { publicAction } from '@/lib/request/action'
import { clientInfo } from '@/lib/request/client-info'
import { language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'
import { readSessionCookies, setSessionCookies } from '@/lib/request/session-cookies'
import { pathAfterLogIn } from '@/lib/request/visit'
import { safeNext } from '@/lib/base/routes'
import { logIn } from '@/lib/sessions/log-in'

export type LogInState = FormState<'email' | 'password' | 'persistent'>

export const logInAction = publicAction(async (form): Promise<LogInState> => {
  const email = textField(form, 'email').trim()
  const password = textField(form, 'password')
  const persistent = textField(form, 'persistent') === 'on'
  const values = { email, persistent: persistent ? 'on' : '' }

  const reader = await language()
  const { faults } = reader.words.logIn
  const errors = {
    ...(email ? {} : { email: faults.email }),
    ...(password ? {} : { password: faults.password }),
  }
  if (Object.keys(errors).length > 0) {
    return { status: 'invalid', message: faults.bothFields, errors, values }
  }

  const [from, replaces] = await Promise.all([clientInfo(), readSessionCookies()])
  const result = await withOutage(() => logIn({ email, password, persistent, from, replaces }))
  if (!result.ok) {
    const message = isThrottled(result) ? throttleWords(result, reader) : faults.incorrect
    return { status: 'refused', message, errors: {}, values }
  }

  await setSessionCookies(result.tokens)
  redirect(await pathAfterLogIn(safeNext(form.get('next'))))
})
