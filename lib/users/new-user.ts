/** Inserts a new user for sign-up, set-up and administrators. */
import { insertPassword, insertUser } from '@/db/queries/users'
import { newUserId, type UserId } from '@/lib/base/ids'
import type { EmailAddress } from './email'
import { isReserved } from './reserved'
import { recordTerms } from './search-terms'

export interface NewUser {
  readonly email: EmailAddress
  readonly name: string
  /** Null for a user who will choose a password with a link. */
  readonly passwordHash: string | null
  /** From 0 to 4, as zxcvbn counts; missing for one that was not judged. */
  readonly strength?: number
}

/**
 * Inserts the user with password and search terms. Call inside a transaction.
 *
 * @returns the user's id, or null when the email address has an account, also by a race, or had one until
 *   lately.
 */
export async function insertNewUser(
  { email, name, passwordHash, strength }: NewUser,
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
  if (await isReserved(email.key, null, now)) return null
  if (!(await insertUser(user))) return null
  await recordTerms(user)
  if (passwordHash !== null) {
    await insertPassword(user.id, { hash: passwordHash, strength: strength ?? null }, now)
  }
  return user.id
}
