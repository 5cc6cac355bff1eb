/** What a user can show besides the password, for administrators and for the user's own programs. */
import { findAuthenticator } from '@/db/queries/authenticators'
import type { UserId } from '@/lib/base/ids'
import { passkeysOf, type Passkey } from '@/lib/passkeys/manage'
import { assertMay, type Operator } from '@/lib/permissions/operator'
import { recoveryCodesOf, type RecoveryCodes } from './recovery-codes'
import { isInUse } from './second-factor'

/** The ids of the factors of which a user has one at most, for programs. */
export const AUTHENTICATOR_ID = 'authenticator'
export const RECOVERY_CODES_ID = 'recovery-codes'

export interface UserFactors {
  /** Null if no log-in asks for its codes. */
  readonly authenticator: UserAuthenticator | null
  /** Null without a factor that they stand in for. */
  readonly recoveryCodes: RecoveryCodes | null
  /** Each logs in by itself. */
  readonly passkeys: readonly Passkey[]
}

export interface UserAuthenticator {
  readonly since: Date
  readonly lastUsedAt: Date
  /** When it is removed, as an administrator planned; null if it stays. */
  readonly removalDueAt: Date | null
}

/** The factors of another user. @throws NotAllowed, Unavailable */
export async function factorsOfUser(
  actor: Operator,
  userId: UserId,
  now = new Date(),
): Promise<UserFactors> {
  assertMay(actor, 'users:read')
  return factorsOf(userId, now)
}

/** @throws Unavailable */
export async function factorsOf(userId: UserId, now = new Date()): Promise<UserFactors> {
  const [found, codes, passkeys] = await Promise.all([
    findAuthenticator(userId),
    recoveryCodesOf(userId),
    passkeysOf(userId),
  ])
  if (!found?.confirmedAt || !isInUse(found, now)) {
    return { authenticator: null, recoveryCodes: null, passkeys }
  }
  const { confirmedAt: since, lastUsedAt, removalDueAt } = found
  return {
    authenticator: { since, lastUsedAt: lastUsedAt ?? since, removalDueAt },
    recoveryCodes: codes,
    passkeys,
  }
}
