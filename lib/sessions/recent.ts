/** Whether the last proof of who a user is is recent enough for a grave act. */
import { env } from '@/lib/base/env'
import { addSeconds } from '@/lib/base/time'
import { findAuthenticator } from '@/db/queries/authenticators'
import { missingFor } from '@/lib/factors/second-factor'
import { usablePasskeysOf } from '@/lib/passkeys/usable'
import type { Actor } from './authenticate'

/** True if the user logged in or confirmed less than `STEP_UP_MAX_AGE` ago. */
export function isRecent({ authTime }: Pick<Actor, 'authTime'>, now = new Date()): boolean {
  return now < addSeconds(authTime, env().stepUpMaxAge)
}

/**
 * True if that proof is also all that the account asked for at the time. A log-in in a trusted browser
 * is none, since it showed no code.
 *
 * @throws Unavailable
 */
export async function isProven(
  actor: Pick<Actor, 'userId' | 'authTime' | 'amr'>,
  now = new Date(),
): Promise<boolean> {
  if (!isRecent(actor, now)) return false
  const missing = await missingFor(actor.userId, actor.amr, now)
  if (missing === null) return true
  // Nothing asked for it before it was there; another app in place of one keeps its time.
  const since = missing.includes('passkey')
    ? (await usablePasskeysOf(actor.userId))[0]?.createdAt
    : (await findAuthenticator(actor.userId))?.createdAt
  return since !== undefined && since >= actor.authTime
}
