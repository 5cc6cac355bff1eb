/** The link with which a user chooses a password. */
import type { UserId } from '@/lib/base/ids'
import { DAY, MINUTE } from '@/lib/base/time'
import { createLink, type UserLink } from './create-link'

/** Seconds for which the link of a user with a password works (OWASP ASVS 6.4.1). */
export const RESET_LIFETIME = 30 * MINUTE
/** The same for a new user, whose account holds nothing yet and whose link takes time to arrive. */
export const WELCOME_LIFETIME = DAY

export type PasswordLink = Pick<UserLink, 'url' | 'expiresAt'>

/** Creates the link and voids every earlier one. Call it inside a transaction over the user. */
export async function createPasswordLink(
  userId: UserId,
  life: number,
  now: Date,
): Promise<PasswordLink> {
  return createLink({ purpose: 'password-reset', userId, life, version: null }, now)
}
