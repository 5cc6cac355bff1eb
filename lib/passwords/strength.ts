/** Refuses passwords that are easy to guess, whatever their length. */
import { env } from '@/lib/base/env'
import type { PasswordRefusal } from './policy'
import { runJudging } from './worker-pool'

const APP_NAME = 'gatehouse'

export interface PasswordOwner {
  readonly email: string
  readonly name: string
}

/** How strong a password is, from 0 to 4 as zxcvbn counts; and why it is refused, or null. */
export interface Judgement {
  readonly refusal: PasswordRefusal | null
  readonly strength: number
}

/**
 * Refuses a password that is too easy to guess for `owner`: it is common, follows a pattern, or
 * consists mainly of words about the owner or this site.
 *
 * Call it only for passwords that the policy accepts, and count it as an attempt: an estimate takes
 * a worker thread up to a second.
 *
 * @throws HashingBusy
 * @see NIST SP 800-63B-4 §3.1.1.2, OWASP ASVS 6.2.4 and 6.2.11
 */
export async function judgePassword(password: string, owner: PasswordOwner): Promise<Judgement> {
  const host = new URL(env().appOrigin).hostname
  const context = [APP_NAME, host, ...owner.email.split('@'), owner.name]
  const { weakness, strength } = await runJudging({ password, context })
  return { refusal: weakness && `password-${weakness}`, strength }
}
