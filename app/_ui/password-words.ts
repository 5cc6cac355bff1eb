import { env } from '@/lib/base/env'
import type { PasswordRefusal } from '@/lib/passwords/policy'
import type { Language } from '@/lib/request/language'
import { fill } from '@/lib/words/text'

/** The error at the field of a new password. */
export function passwordError(refusal: PasswordRefusal, { words }: Language): string {
  return fill(words.accounts.passwordFaults[refusal], { min: env().passwordMinLength })
}

/** Tells refusals of a new password from others: only their codes begin like this. */
export function isPasswordRefusal<Reason extends string>(
  reason: Reason,
): reason is Extract<Reason, `password-${string}`> {
  return reason.startsWith('password-')
}
