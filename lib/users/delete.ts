/** Deletes a user; what happened stays on record by their id. */
import { BATCH, inBatches } from '@/db/batches'
import { transactionOver, whenKept } from '@/db/connection'
import { deleteOneTimeTokensOf } from '@/db/queries/one-time-tokens'
import { countSessionRows, deleteSessionsOf } from '@/db/queries/sessions'
import { deleteUserRow, markDisabled, raiseUserVersion } from '@/db/queries/users'
import type { SeenFrom } from '@/lib/events/events'
import { recordEvent } from '@/lib/events/record'
import { assertMay, byOperator, type Operator } from '@/lib/permissions/operator'
import {
  isLastAdministrator,
  locksToActOn,
  targetOf,
  type TargetRefusal,
} from '@/lib/permissions/authority-rules'
import { count } from '@/lib/telemetry/metrics'
import { parseEmail } from './email'

/** `not-confirmed`: the address that was typed is not theirs. */
export type DeleteRefusal = TargetRefusal | 'last-administrator' | 'not-confirmed'

export interface Deletion {
  readonly userId: string
  /** Their address as somebody typed it to confirm, where that is asked. */
  readonly address?: string
}

export type DeleteResult = { ok: true } | { ok: false; reason: DeleteRefusal }

/**
 * Deletes a user with their password, roles, sessions and incidents; everything of theirs is ended
 * at the next request.
 *
 * Somebody with very many sessions is disabled first, and loses them a few at a time.
 *
 * @throws NotAllowed; and Unavailable, when they may be left disabled: delete them again.
 */
export async function deleteUser(
  operator: Operator,
  deletion: Deletion,
  from?: SeenFrom,
  now = new Date(),
): Promise<DeleteResult> {
  assertMay(operator, 'users:delete')
  const { userId } = deletion
  for (;;) {
    const step = await transactionOver(locksToActOn(userId), () =>
      deleteIfSmall(operator, deletion, from, now),
    )
    if (step !== 'many-sessions') return step
    await inBatches(
      async (size) =>
        (await transactionOver([], () => deleteSessionsOf(userId, size, now))) === size,
    )
  }
}

async function deleteIfSmall(
  operator: Operator,
  { userId, address }: Deletion,
  from: SeenFrom | undefined,
  now: Date,
): Promise<DeleteResult | 'many-sessions'> {
  const target = await targetOf(operator, 'users:delete', userId)
  if (!target.ok) return target
  if (address !== undefined && parseEmail(address)?.address !== target.user.email) {
    return { ok: false, reason: 'not-confirmed' }
  }
  if (await isLastAdministrator(target)) return { ok: false, reason: 'last-administrator' }
  if ((await countSessionRows(userId, BATCH)) === BATCH) {
    // All of it ends now, and nothing begins meanwhile.
    if (await markDisabled(userId, now)) {
      await raiseUserVersion(userId, now)
      await deleteOneTimeTokensOf(userId)
      whenKept(() => count('endings', { reason: 'user-disabled' }))
      await recordEvent({ type: 'user_disabled', ...byOperator(operator, from), userId }, now)
    }
    return 'many-sessions'
  }
  await deleteSessionsOf(userId, BATCH, now)
  await deleteUserRow(userId)
  whenKept(() => count('endings', { reason: 'user-deleted' }))
  const personal = { email: target.user.email }
  await recordEvent({ type: 'user_deleted', ...byOperator(operator, from), userId, personal }, now)
  return { ok: true }
}
