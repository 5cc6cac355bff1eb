/** What a user has besides the password, and whether a log-in has shown enough. */
import {
  findAuthenticator,
  listAuthenticatorUsers,
  type AuthenticatorRecord,
} from '@/db/queries/authenticators'
import type { UserId } from '@/lib/base/ids'
import { usablePasskeysOf } from '@/lib/passkeys/usable'
import { isDemanded } from './demanded'

/** How a second factor can be shown. */
export type FactorMethod = 'authenticator' | 'recovery-code' | 'passkey'

/**
 * The one gate before every session: how the user can show what is missing beside these methods, or
 * null if nothing is. Every way in asks it, so none can forget the second factor.
 *
 * @param methods how the user has proved who they are
 * @throws Unavailable
 */
export async function missingFor(
  userId: UserId,
  methods: readonly string[],
  now = new Date(),
): Promise<readonly FactorMethod[] | null> {
  if (methods.includes('mfa')) return null
  if (await hasSecondFactor(userId, now)) return ['authenticator', 'recovery-code']
  // A passkey changes nothing for a password, unless a second factor is demanded.
  return (await isDemanded(userId)) && (await hasPasskey(userId)) ? ['passkey'] : null
}

/** Whether the user can meet a demand: by codes, or by a passkey. @throws Unavailable */
export async function hasFactor(userId: UserId, now = new Date()): Promise<boolean> {
  return (await hasSecondFactor(userId, now)) || (await hasPasskey(userId))
}

/** One that can be used here. @throws Unavailable */
export async function hasPasskey(userId: UserId): Promise<boolean> {
  return (await usablePasskeysOf(userId)).length > 0
}

/** Whether a log-in with a password asks for a code. @throws Unavailable */
export async function hasSecondFactor(userId: UserId, now = new Date()): Promise<boolean> {
  const authenticator = await findAuthenticator(userId)
  return authenticator !== null && isInUse(authenticator, now)
}

/** Those of these users whose log-ins ask for more than the password. One query for all of them. */
export async function withSecondFactor(
  userIds: readonly UserId[],
  now = new Date(),
): Promise<ReadonlySet<UserId>> {
  return new Set(await listAuthenticatorUsers(userIds, now))
}

/** Confirmed, and not removed by an administrator. */
export function isInUse(
  { confirmedAt, removalDueAt }: Pick<AuthenticatorRecord, 'confirmedAt' | 'removalDueAt'>,
  now: Date,
): boolean {
  return confirmedAt !== null && (removalDueAt === null || now < removalDueAt)
}
