/** Disables and enables users. */
import { markEnabled } from '@/db/queries/users'
import type { SeenFrom } from '@/lib/events/events'
import { recordEvent } from '@/lib/events/record'
import { byOperator, type Operator } from '@/lib/permissions/operator'
import { actOn, isLastAdministrator, type TargetRefusal } from '@/lib/permissions/authority-rules'
import type { UserId } from '@/lib/base/ids'
import { closeAccount } from './remove'

export type DisableRefusal = TargetRefusal | 'already' | 'last-administrator'
export type DisableResult = { ok: true } | { ok: false; reason: DisableRefusal }

/**
 * Disables a user: all their sessions end for good at the next request, and the user cannot log in
 * until they are enabled again.
 *
 * @throws NotAllowed
 */
export async function disableUser(
  actor: Operator,
  { userId }: { userId: UserId },
  from?: SeenFrom,
  now = new Date(),
): Promise<DisableResult> {
  return actOn(userId, actor, 'users:disable', async (target) => {
    if (await isLastAdministrator(target)) return { ok: false, reason: 'last-administrator' }
    if (!(await closeAccount(userId, now))) return { ok: false, reason: 'already' }
    await recordEvent({ type: 'user_disabled', ...byOperator(actor, from), userId }, now)
    return { ok: true }
  })
}

export type EnableRefusal = TargetRefusal | 'already'
export type EnableResult = { ok: true } | { ok: false; reason: EnableRefusal }

/** Lets a disabled user log in again. @throws NotAllowed */
export async function enableUser(
  actor: Operator,
  { userId }: { userId: UserId },
  from?: SeenFrom,
  now = new Date(),
): Promise<EnableResult> {
  return actOn(userId, actor, 'users:disable', async (target) => {
    if (target.user.disabledAt === null) return { ok: false, reason: 'already' }
    await markEnabled(userId)
    await recordEvent({ type: 'user_enabled', ...byOperator(actor, from), userId }, now)
    return { ok: true }
  })
}
