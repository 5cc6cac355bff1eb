'use server'

import { redirect } from 'next/navigation'
import { waitUntil } from '@/app/_ui/moments'
import { env } from '@/lib/env'
import { textField } from '@/lib/forms'
import { requireOwnOrigin } from '@/lib/request/action-user'
import { clientInfo } from '@/lib/request/client-info'
import { withOutage } from '@/lib/request/outage'
import { readSessionCookies, setSessionCookies } from '@/lib/request/session-cookies'
import { landing } from '@/lib/request/visit'
import { safeNext } from '@/lib/routes'
import { signUp, type SignUpRefusal } from '@/lib/users/sign-up'
import type { SignUpState } from './form'

type Refusal = Exclude<SignUpRefusal, 'too-many-tries'>

/** The field a refusal belongs to, and what is said there; `form` for the form as a whole. */
const WORDS: Record<Refusal, ['name' | 'email' | 'password' | 'form', string]> = {
  'address-taken': ['email', 'This address already has an account. Log in instead.'],
  'bad-address': ['email', 'Enter an email address such as ada@example.com.'],
  'name-too-long': ['name', 'That name is too long. Use a shorter one.'],
  'password-too-short': ['password', 'This password is too short.'],
  'password-too-long': ['password', 'This password is too long. Use a shorter one.'],
  'password-malformed': ['password', 'This password holds a broken character. Type it again.'],
  'sign-up-closed': ['form', 'Sign-up is closed here.'],
  'too-busy': ['form', 'We are very busy just now. Try again in a moment.'],
}

export async function signUpAction(_previous: SignUpState, form: FormData): Promise<SignUpState> {
  await requireOwnOrigin()
  const email = textField(form, 'email').trim()
  const name = textField(form, 'name').trim()
  const password = textField(form, 'password')
  const values = { email, name }

  const [from, replaces] = await Promise.all([clientInfo(), readSessionCookies()])
  const result = await withOutage(() => signUp({ email, name, password, from, replaces }))
  if (!result.ok) {
    if (result.reason === 'too-many-tries') {
      const message = `Too many tries. Try again ${waitUntil(result.retryAt)}.`
      return { status: 'refused', message, errors: {}, values }
    }
    return refusal(result.reason, values)
  }

  await setSessionCookies(result.tokens)
  redirect(await landing(safeNext(form.get('next'))))
}

function refusal(reason: Refusal, values: { email: string; name: string }): SignUpState {
  const [field, words] = WORDS[reason]
  if (field === 'form') return { status: 'refused', message: words, errors: {}, values }
  const text =
    reason === 'password-too-short' ? `Use at least ${env().passwordMinLength} characters.` : words
  const message = 'One thing needs mending before you can sign up.'
  return { status: 'invalid', message, errors: { [field]: text }, values }
}
