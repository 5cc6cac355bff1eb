/** Gives a role to a user, and takes it away. */
import { transactionOver } from '@/db/connection'
import { deleteOneTimeTokensOf } from '@/db/queries/one-time-tokens'
import { deleteRoleGrant, insertRoleGrant } from '@/db/queries/role-grants'
import type { SeenFrom } from '@/lib/events/events'
import { recordEvent } from '@/lib/events/record'
import { newGrantId } from '@/lib/base/ids'
import { assertMay, byOperator, outranks, type Operator } from './operator'
import { ADMINISTRATOR } from './roles'
import {
  isLastAdministrator,
  locksToActOn,
  permissionsOfRole,
  targetOf,
  type TargetRefusal,
} from './authority-rules'
import { fitsToken } from './token-size'

export interface RoleChoice {
  readonly userId: string
  readonly role: string
}

/** `too-large`: with so many roles their access token would be too long. */
export type GrantRefusal = TargetRefusal | 'unknown-role' | 'already' | 'too-large'
export type GrantResult = { ok: true } | { ok: false; reason: GrantRefusal }

/**
 * Gives a role, in effect at the user's next request.
 *
 * @returns `beyond-you` also for a role that allows more than the operator may.
 * @throws NotAllowed
 */
export async function grantRole(
  operator: Operator,
  { userId, role }: RoleChoice,
  from?: SeenFrom,
  now = new Date(),
): Promise<GrantResult> {
  assertMay(operator, 'roles:grant')
  return transactionOver(locksToActOn(userId), async () => {
    const target = await targetOf(operator, 'roles:grant', userId)
    if (!target.ok) return target
    const refusal = await refusalOfRoles(target.operator, [role])
    if (refusal) return { ok: false, reason: refusal }
    if (target.roles.includes(role)) return { ok: false, reason: 'already' }
    if (!fitsToken([...target.roles, role])) return { ok: false, reason: 'too-large' }
    await giveRole(target.operator, { userId, role }, from, now)
    return { ok: true }
  })
}

export type RevokeRefusal = TargetRefusal | 'not-held' | 'last-administrator'
export type RevokeResult = { ok: true } | { ok: false; reason: RevokeRefusal }

/**
 * Takes a role away, in effect at the user's next request.
 *
 * @returns `last-administrator` where no enabled administrator would remain.
 * @throws NotAllowed
 */
export async function revokeRole(
  operator: Operator,
  { userId, role }: RoleChoice,
  from?: SeenFrom,
  now = new Date(),
): Promise<RevokeResult> {
  assertMay(operator, 'roles:grant')
  return transactionOver(locksToActOn(userId), async () => {
    const target = await targetOf(operator, 'roles:grant', userId)
    if (!target.ok) return target
    if (!target.roles.includes(role)) return { ok: false, reason: 'not-held' }
    if (role === ADMINISTRATOR && (await isLastAdministrator(target))) {
      return { ok: false, reason: 'last-administrator' }
    }
    await deleteRoleGrant(userId, role)
    const details = { role, granted: false }
    await recordEvent({ type: 'authz_change', ...byOperator(operator, from), userId, details }, now)
    return { ok: true }
  })
}

/** Why the operator may not give these roles to anybody, or null. Inside a transaction. */
export async function refusalOfRoles(
  operator: Operator,
  roles: readonly string[],
): Promise<'unknown-role' | 'beyond-you' | null> {
  for (const role of roles) {
    const permissions = await permissionsOfRole(role)
    if (!permissions) return 'unknown-role'
    if (!outranks(operator, permissions)) return 'beyond-you'
  }
  return null
}

/** Writes a grant that was allowed, and that it was made. Inside the transaction. */
export async function giveRole(
  operator: Pick<Operator, 'userId' | 'sessionId'>,
  { userId, role }: RoleChoice,
  from: SeenFrom | undefined,
  now: Date,
): Promise<void> {
  const grantedBy = operator.userId
  // Whoever made a link to their password might not make one now, and may still have it.
  await deleteOneTimeTokensOf(userId)
  await insertRoleGrant({ id: newGrantId(), userId, role, grantedAt: now, grantedBy })
  const details = { role, granted: true }
  await recordEvent({ type: 'authz_change', ...byOperator(operator, from), userId, details }, now)
}
