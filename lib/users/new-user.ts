/** Inserts a new user for sign-up, set-up and administrators. */
import { insertPassword, insertUser } from '@/db/queries/users'
import { newUserId, type UserId } from '@/lib/base/ids'
import type { EmailAddress } from './email'
import { isReserved } from './reserved'
import { insertFirstPasskey, spendChallenge, type MadePasskey } from '@/lib/passkeys/register'
import { recordTerms } from './search-terms'

export interface NewUser {
  readonly email: EmailAddress
  readonly name: string
  /** Chosen before, if something names the user already. */
  readonly id?: UserId
  /** Null for a user who will choose a password with a link, or logs in with the passkey. */
  readonly passwordHash: string | null
  /** From 0 to 4, as zxcvbn counts; missing for one that was not judged. */
  readonly strength?: number
  /** The first passkey, and the challenge that it answered. */
  readonly passkey?: MadePasskey
}

/**
 * Inserts the user with password, passkey and search terms. Call inside a transaction.
 *
 * @returns the user's id, or null when the email address has an account, also by a race, or had one until
 *   lately, or when the passkey was used for an account before.
 */
export async function insertNewUser(
  { email, name, id = newUserId(), passwordHash, strength, passkey }: NewUser,
  now: Date,
): Promise<UserId | null> {
  const user = {
    id,
    email: email.address,
    emailKey: email.key,
    name,
    version: 0,
    disabledAt: null,
    createdAt: now,
  }
  if (passkey && !(await spendChallenge(passkey))) return null
  if (await isReserved(email.key, null, now)) return null
  if (!(await insertUser(user))) return null
  await recordTerms(user)
  if (passwordHash !== null) {
    await insertPassword(user.id, { hash: passwordHash, strength: strength ?? null }, now)
  }
  if (passkey) await insertFirstPasskey(id, passkey, now)
  return id
}
