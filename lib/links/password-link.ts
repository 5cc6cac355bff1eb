/** The link with which a user chooses a password. */
import { deleteOneTimeTokensOf, insertOneTimeToken } from '@/db/queries/one-time-tokens'
import { env } from '@/lib/base/env'
import { RESET_PASSWORD } from '@/lib/base/routes'
import { addSeconds, DAY, MINUTE } from '@/lib/base/time'
import type { UserId } from '@/lib/base/ids'
import { newLinkToken } from './link-token'

/** Seconds for which the link of a user with a password works (OWASP ASVS 6.4.1). */
export const RESET_LIFETIME = 30 * MINUTE
/** The same for a new user, whose account holds nothing yet and whose link takes time to arrive. */
export const WELCOME_LIFETIME = DAY

export interface PasswordLink {
  url: string
  expiresAt: Date
}

/** Creates the link and voids every earlier one. Call it inside a transaction over the user. */
export async function createPasswordLink(
  userId: UserId,
  life: number,
  now: Date,
): Promise<PasswordLink> {
  const { token, hash } = newLinkToken()
  const expiresAt = addSeconds(now, life)
  await deleteOneTimeTokensOf(userId)
  await insertOneTimeToken({ hash, purpose: 'password-reset', userId, createdAt: now, expiresAt })
  return { url: `${env().appOrigin}${RESET_PASSWORD}?token=${token}`, expiresAt }
}
