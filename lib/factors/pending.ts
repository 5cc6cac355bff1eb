/** Log-ins that still need a second factor. They open nothing. */
import {
  findPendingLogIn,
  insertPendingLogIn,
  type PendingLogInRecord,
} from '@/db/queries/pending-log-ins'
import { findUserRow, type UserRecord } from '@/db/queries/users'
import { addSeconds, MINUTE } from '@/lib/base/time'
import { linkTokenHash, newLinkToken } from '@/lib/links/link-token'

/** In seconds. */
export const PENDING_LIFE = 10 * MINUTE
/** Wrong codes after which the password must be given again. */
export const PENDING_TRIES = 5

export type NewPendingLogIn = Pick<
  PendingLogInRecord,
  'userId' | 'version' | 'kind' | 'amr' | 'persistent' | 'deviceName' | 'audience' | 'novelty'
>

/**
 * Call inside a transaction over the user.
 *
 * @returns the token by which the same client goes on; only its hash is stored
 */
export async function startPendingLogIn(pending: NewPendingLogIn, now: Date): Promise<string> {
  const { token, hash } = newLinkToken()
  const expiresAt = addSeconds(now, PENDING_LIFE)
  await insertPendingLogIn({ ...pending, hash, createdAt: now, expiresAt })
  return token
}

export interface OpenPendingLogIn {
  readonly pending: PendingLogInRecord
  readonly user: UserRecord
}

/**
 * The log-in that waits, if it may still go on: its user is not disabled, and has neither logged out
 * everywhere nor changed the password since.
 */
export async function findPending(token: string, now: Date): Promise<OpenPendingLogIn | null> {
  const hash = linkTokenHash(token)
  const pending = hash && (await findPendingLogIn(hash, now))
  if (!pending || pending.tries >= PENDING_TRIES) return null
  const user = await findUserRow(pending.userId)
  if (!user || user.disabledAt !== null || user.version !== pending.version) return null
  return { pending, user }
}
