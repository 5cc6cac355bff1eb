/** Lets a visitor create an account that has a passkey and no password. */
import { findPasskey } from '@/db/queries/passkeys'
import { env } from '@/lib/base/env'
import { isUserId } from '@/lib/base/ids'
import type { Locale } from '@/lib/base/locales'
import { checkMade } from '@/lib/passkeys/register'
import { tried, type Busy, type Throttled } from '@/lib/rate-limits/tried'
import { count } from '@/lib/telemetry/metrics'
import { issueTokens, type SessionTokens } from '@/lib/sessions/issue'
import { readOwner, type AccountFault } from './account'
import { createByMail, createUser, labelOf, limitsFor, type Client } from './sign-up'
import { asksForVerification } from './verification'

export interface NewPasskeyAccount extends Client {
  readonly email: string
  readonly name: string
  /** The JSON of `navigator.credentials.create`. */
  readonly made: string
  /** The user whom it was made for, as the page said. */
  readonly userId: string
  /** The language that the visitor reads. */
  readonly locale?: Locale
}

export type PasskeySignUpResult =
  | { ok: true; tokens: SessionTokens }
  /** What happened is only said by mail. */
  | { ok: true; tokens: null }
  | { ok: false; reason: 'sign-up-closed' }
  | { ok: false; reason: 'faults'; faults: readonly AccountFault[] }
  | { ok: false; reason: 'passkey-refused' | 'passkey-expired' | 'passkey-taken' }
  | Throttled
  | Busy

/**
 * The same as `signUp`, with a passkey instead of a password.
 *
 * @throws Unavailable
 */
export async function signUpWithPasskey(
  input: NewPasskeyAccount,
  now = new Date(),
): Promise<PasskeySignUpResult> {
  const result = await tryToSignUp(input, now)
  count('signUps', { result: labelOf(result) })
  return result
}

async function tryToSignUp(
  { made, userId, locale, ...input }: NewPasskeyAccount,
  now: Date,
): Promise<PasskeySignUpResult> {
  if (env().signup === 'closed') return { ok: false, reason: 'sign-up-closed' }
  const { email, name, faults } = readOwner(input)
  if (!email || faults.length > 0) return { ok: false, reason: 'faults', faults }
  const passkey = isUserId(userId) ? await checkMade(made, `sign-up ${userId}`) : null
  if (!passkey || !isUserId(userId)) return { ok: false, reason: 'passkey-refused' }
  if (now >= passkey.challenge.expiresAt) return { ok: false, reason: 'passkey-expired' }
  if (await findPasskey(passkey.credential.id)) return { ok: false, reason: 'passkey-taken' }

  const limits = limitsFor(email, input.from)
  return tried([...limits.account, limits.network], now, async (): Promise<PasskeySignUpResult> => {
    const user = { id: userId, email, name, passwordHash: null, passkey }
    if (asksForVerification()) {
      await createByMail(user, input.from, locale ?? env().defaultLanguage, now)
      return { ok: true, tokens: null }
    }
    const session = await createUser(user, input, now)
    return session
      ? { ok: true, tokens: await issueTokens(session, now) }
      : { ok: false, reason: 'faults', faults: ['address-taken'] }
  })
}
