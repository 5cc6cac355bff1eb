/** Writes a new user, whoever makes them. */
import { insertPassword, insertUser } from '@/db/queries/users'
import { newUserId } from '@/lib/base/ids'
import type { EmailAddress } from './email'
import { recordTerms } from './search-terms'

export interface NewUser {
  readonly email: EmailAddress
  readonly name: string
  /** Null for somebody who is to choose a password by a link. */
  readonly passwordHash: string | null
}

/**
 * Inside a transaction. The unique address decides between two who want it.
 *
 * @returns their id, or null when the address has an account.
 */
export async function insertNewUser(
  { email, name, passwordHash }: NewUser,
  now: Date,
): Promise<string | null> {
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
