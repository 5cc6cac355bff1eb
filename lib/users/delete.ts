/** Deletes a user. Their events remain, under the user's id. */
import { BATCH } from '@/db/batches'
import { afterCommit } from '@/db/connection'
import { countSessionRows, deleteSessionsOf } from '@/db/queries/sessions'
import { deleteUserRow } from '@/db/queries/users'
import type { SeenFrom } from '@/lib/events/events'
import { recordEvent } from '@/lib/events/record'
import { byOperator, type Operator } from '@/lib/permissions/operator'
import {
  actOn,
  isLastAdministrator,
  type Target,
  type TargetRefusal,
} from '@/lib/permissions/authority-rules'
import { count } from '@/lib/telemetry/metrics'
import type { UserId } from '@/lib/base/ids'
import { parseEmail } from './email'
import { closeAccount, deleteAllSessionsOf } from './remove'

/** `not-confirmed`: the typed email address is not that of the user. */
export type DeleteRefusal = TargetRefusal | 'last-administrator' | 'not-confirmed'

export interface Deletion {
  readonly userId: UserId
  /** The user's email address, typed to confirm; absent when no confirmation is needed. */
  readonly address?: string
}

export type DeleteResult = { ok: true } | { ok: false; reason: DeleteRefusal }

/**
 * Deletes a user with their password, roles, sessions and incidents. Their sessions end at the next
 * request.
 *
 * A user with very many sessions is disabled first, and the sessions are deleted in batches.
 *
 * @throws NotAllowed; and Unavailable, after which the user may be disabled: delete them again.
 */
export async function deleteUser(
  actor: Operator,
  deletion: Deletion,
  from?: SeenFrom,
  now = new Date(),
): Promise<DeleteResult> {
  const { userId } = deletion
  for (;;) {
    const step = await actOn(userId, actor, 'users:delete', (target) =>
      deleteIfSmall(target, deletion, byOperator(actor, from), now),
    )
    if (step !== 'many-sessions') return step
    await deleteAllSessionsOf(userId, now)
  }
}

async function deleteIfSmall(
  target: Target,
  { userId, address }: Deletion,
  by: ReturnType<typeof byOperator>,
  now: Date,
): Promise<DeleteResult | 'many-sessions'> {
  if (address !== undefined && parseEmail(address)?.address !== target.user.email) {
    return { ok: false, reason: 'not-confirmed' }
  }
  if (await isLastAdministrator(target)) return { ok: false, reason: 'last-administrator' }
  if ((await countSessionRows(userId, BATCH)) === BATCH) {
    // All sessions end now, and no new one can start.
    if (await closeAccount(userId, now)) {
      await recordEvent({ type: 'user_disabled', ...by, userId }, now)
    }
    return 'many-sessions'
  }
  await deleteSessionsOf(userId, BATCH, now)
  await deleteUserRow(userId, now)
  afterCommit(() => count('endings', { reason: 'user-deleted' }))
  const personal = { email: target.user.email }
  await recordEvent({ type: 'user_deleted', ...by, userId, personal }, now)
  return { ok: true }
}
