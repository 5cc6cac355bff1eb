/** Users delete their own accounts: after some days, in which a log-in takes it back. */
import { afterCommit, lockOf, transaction } from '@/db/connection'
import { removeDeletionDue, storeDeletionDue } from '@/db/queries/deletions'
import { deleteOneTimeTokensOf } from '@/db/queries/one-time-tokens'
import { findUserRow, raiseUserVersion } from '@/db/queries/users'
import type { SessionId, UserId } from '@/lib/base/ids'
import { addSeconds, DAY } from '@/lib/base/time'
import type { SeenFrom } from '@/lib/events/events'
import { byOwner, recordEvent } from '@/lib/events/record'
import { authorityOf } from '@/lib/permissions/authority'
import { isLastAdministrator } from '@/lib/permissions/authority-rules'
import { count } from '@/lib/telemetry/metrics'
import { parseEmail } from './email'

/** In seconds, from the wish to the deletion. */
export const TIME_TO_RETURN = 14 * DAY

/**
 * `not-confirmed`: the typed email address is not that of the user. `gone`: the user was deleted or
 * disabled in the meantime.
 */
export type LeaveRefusal = 'not-confirmed' | 'last-administrator' | 'gone'

export type LeaveResult = { ok: true; due: Date } | { ok: false; reason: LeaveRefusal }

export interface Leaving {
  /** The user's email address, typed to confirm. */
  readonly address: string
  readonly from: SeenFrom
}

/**
 * Plans the deletion of the actor's account and ends all their sessions. Until then a log-in takes
 * it back; `deleteUsersDue` carries it out.
 *
 * @throws Unavailable; nothing has changed then.
 */
export async function planDeletion(
  { userId, sessionId }: { userId: UserId; sessionId: SessionId },
  { address, from }: Leaving,
  now = new Date(),
): Promise<LeaveResult> {
  return transaction({ locks: [...lockOf(userId), 'roles'] }, async () => {
    const user = await findUserRow(userId)
    if (!user || user.disabledAt !== null) return { ok: false, reason: 'gone' }
    if (parseEmail(address)?.key !== user.emailKey) return { ok: false, reason: 'not-confirmed' }
    const { roles } = await authorityOf(userId)
    if (await isLastAdministrator({ user, roles })) {
      return { ok: false, reason: 'last-administrator' }
    }
    const due = addSeconds(now, TIME_TO_RETURN)
    await storeDeletionDue(userId, due)
    await raiseUserVersion(userId, now)
    await deleteOneTimeTokensOf(userId)
    afterCommit(() => count('endings', { reason: 'everywhere' }))
    const details = { due: due.toISOString() }
    await recordEvent(
      { type: 'user_deletion_asked', ...byOwner(userId), sessionId, from, details },
      now,
    )
    return { ok: true, due }
  })
}

/** Takes a planned deletion back, if there is one. Call it in the transaction of the log-in. */
export async function undoDeletion(
  userId: UserId,
  { sessionId, from }: { sessionId: SessionId; from: SeenFrom },
  now: Date,
): Promise<void> {
  if (!(await removeDeletionDue(userId))) return
  await recordEvent({ type: 'user_deletion_undone', ...byOwner(userId), sessionId, from }, now)
}
