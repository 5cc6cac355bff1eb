/** What a user has besides the password, and whether a log-in has shown enough. */
import {
  findAuthenticator,
  listAuthenticatorUsers,
  type AuthenticatorRecord,
} from '@/db/queries/authenticators'
import type { UserId } from '@/lib/base/ids'
import type { Method } from '@/lib/tokens/acr'

/** How a second factor can be shown. */
export type FactorMethod = 'authenticator' | 'recovery-code'

/**
 * The one gate before every session: how the user can show what is missing beside these methods, or
 * null if nothing is. Every way in asks it, so none can forget the second factor.
 *
 * @param methods how the user has proved who they are
 * @throws Unavailable
 */
export async function missingFor(
  userId: UserId,
  methods: readonly Method[],
  now = new Date(),
): Promise<readonly FactorMethod[] | null> {
  if (methods.includes('mfa')) return null
  return (await hasSecondFactor(userId, now)) ? ['authenticator', 'recovery-code'] : null
}

/** Whether a log-in asks for more than the password. @throws Unavailable */
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
