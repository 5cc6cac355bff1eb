/** Gives a role to a user, or takes it away. */
import { deleteOneTimeTokensOf } from '@/db/queries/one-time-tokens'
import { deleteRoleGrant, insertRoleGrant } from '@/db/queries/role-grants'
import type { SeenFrom } from '@/lib/events/events'
import { recordEvent } from '@/lib/events/record'
import { renewGrace } from '@/lib/factors/demand'
import { newGrantId, type UserId } from '@/lib/base/ids'
import { byOperator, outranks, type Operator, type RecordedActor } from './operator'
import { ADMINISTRATOR } from './roles'
import {
  actOn,
  isLastAdministrator,
  permissionsOfRole,
  type TargetRefusal,
} from './authority-rules'
import { fitsToken } from './token-size'

export interface RoleChoice {
  readonly userId: UserId
  readonly role: string
}

/** `too-large`: with one more role the user's access token would be too long. */
export type GrantRefusal = TargetRefusal | 'unknown-role' | 'already' | 'too-large'
export type GrantResult = { ok: true } | { ok: false; reason: GrantRefusal }

/**
 * Gives a role, in effect at the user's next request.
 *
 * @returns `beyond-you` also for a role that allows more than the actor may do.
 * @throws NotAllowed
 */
export async function grantRole(
  actor: Operator,
  { userId, role }: RoleChoice,
  from?: SeenFrom,
  now = new Date(),
): Promise<GrantResult> {
  return actOn(userId, actor, 'roles:grant', async (target) => {
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
 * @returns `last-administrator` when no enabled administrator would remain.
 * @throws NotAllowed
 */
export async function revokeRole(
  actor: Operator,
  { userId, role }: RoleChoice,
  from?: SeenFrom,
  now = new Date(),
): Promise<RevokeResult> {
  return actOn(userId, actor, 'roles:grant', async (target) => {
    if (!target.roles.includes(role)) return { ok: false, reason: 'not-held' }
    if (role === ADMINISTRATOR && (await isLastAdministrator(target))) {
      return { ok: false, reason: 'last-administrator' }
    }
    await deleteRoleGrant(userId, role)
    const details = { role, granted: false }
    await recordEvent({ type: 'authz_change', ...byOperator(actor, from), userId, details }, now)
    return { ok: true }
  })
}

/** Why the actor may not give these roles, or null. Call inside a transaction. */
export async function refusalOfRoles(
  actor: Operator,
  roles: readonly string[],
): Promise<'unknown-role' | 'beyond-you' | null> {
  for (const role of roles) {
    const permissions = await permissionsOfRole(role)
    if (!permissions) return 'unknown-role'
    if (!outranks(actor, permissions)) return 'beyond-you'
  }
  return null
}

/** Gives a role without any check, and records the event. Call inside the transaction. */
export async function giveRole(
  actor: RecordedActor,
  { userId, role }: RoleChoice,
  from: SeenFrom | undefined,
  now: Date,
): Promise<void> {
  const grantedBy = actor.userId
  // The creator of an open password link may now have fewer permissions than this user.
  await deleteOneTimeTokensOf(userId)
  await renewGrace(userId)
  await insertRoleGrant({ id: newGrantId(), userId, role, grantedAt: now, grantedBy })
  const details = { role, granted: true }
  await recordEvent({ type: 'authz_change', ...byOperator(actor, from), userId, details }, now)
}
