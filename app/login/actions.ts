'use server'

import { redirect } from 'next/navigation'
import { waitUntil } from '@/app/_ui/moments'
import { textField } from '@/lib/base/forms'
import { openAction } from '@/lib/request/action'
import { clientInfo } from '@/lib/request/client-info'
import { withOutage } from '@/lib/request/outage'
import { readSessionCookies, setSessionCookies } from '@/lib/request/session-cookies'
import { landing } from '@/lib/request/visit'
import { safeNext } from '@/lib/base/routes'
import { logIn } from '@/lib/sessions/log-in'
import type { LogInState } from './form'

const WORDS = {
  'wrong-credentials': 'Email or password is incorrect.',
  'too-busy': 'We are very busy just now. Try again in a moment.',
}

export const logInAction = openAction(async (form): Promise<LogInState> => {
  const email = textField(form, 'email').trim()
  const password = textField(form, 'password')
  const persistent = textField(form, 'persistent') === 'on'
  const values = { email, persistent: persistent ? 'on' : '' }

  const errors = {
    ...(email ? {} : { email: 'Enter your email address.' }),
    ...(password ? {} : { password: 'Enter your password.' }),
  }
  if (Object.keys(errors).length > 0) {
    return { status: 'invalid', message: 'Fill in both fields to log in.', errors, values }
  }

  const [from, replaces] = await Promise.all([clientInfo(), readSessionCookies()])
  const result = await withOutage(() => logIn({ email, password, persistent, from, replaces }))
  if (!result.ok) {
    const message =
      result.reason === 'too-many-tries'
        ? `Too many tries. Try again ${waitUntil(result.retryAt)}.`
        : WORDS[result.reason]
    return { status: 'refused', message, errors: {}, values }
  }

  await setSessionCookies(result.tokens)
  redirect(await landing(safeNext(form.get('next'))))
})
