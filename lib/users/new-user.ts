/** Inserts a new user for sign-up, set-up and administrators. */
import { insertPassword, insertUser } from '@/db/queries/users'
import { newUserId, type UserId } from '@/lib/base/ids'
import type { EmailAddress } from './email'
import { recordTerms } from './search-terms'

export interface NewUser {
  readonly email: EmailAddress
  readonly name: string
  /** Null for a user who will choose a password with a link. */
  readonly passwordHash: string | null
}

/**
 * Inserts the user with password and search terms. Call inside a transaction.
 *
 * @returns the user's id, or null when the email address has an account, also by a race.
 */
export async function insertNewUser(
  { email, name, passwordHash }: NewUser,
  now: Date,
): Promise<UserId | null> {
  const user = {
    id: newUserId(),
    email: email.address,
    emailKey: email.key,
    name,
    version: 0,
    disabledAt: null,
    createdAt: now,
  }
  if (!(await insertUser(user))) return null
  await recordTerms(user)
  if (passwordHash !== null) await insertPassword(user.id, passwordHash, now)
  return user.id
}
