/** How a signed-in user can prove again who they are. */
import { hasSecondFactor } from '@/lib/factors/second-factor'
import { hasPassword } from '@/lib/passwords/has-password'
import { confirmOptions, type RequestOptions } from '@/lib/passkeys/options'
import type { Actor } from './authenticate'

export interface ConfirmWays {
  readonly password: boolean
  /** Together with the password. */
  readonly code: boolean
  /** In place of both; null for users without a passkey. */
  readonly passkey: RequestOptions | null
}

/** @throws Unavailable */
export async function confirmWays(actor: Actor, now = new Date()): Promise<ConfirmWays> {
  const [password, hasFactor, passkey] = await Promise.all([
    hasPassword(actor.userId),
    hasSecondFactor(actor.userId, now),
    confirmOptions(actor, now),
  ])
  return { password, code: password && hasFactor, passkey }
}
