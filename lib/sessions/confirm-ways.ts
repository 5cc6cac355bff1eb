/** How a signed-in user can prove again who they are. */
import { missingFor } from '@/lib/factors/second-factor'
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
  const [isWithPassword, missing, passkey] = await Promise.all([
    hasPassword(actor.userId),
    missingFor(actor.userId, ['pwd'], now),
    confirmOptions(actor, now),
  ])
  // Where only a passkey is missing beside the password, it is enough by itself.
  const password = isWithPassword && (missing === null || missing.includes('authenticator'))
  return { password, code: password && missing !== null, passkey }
}
