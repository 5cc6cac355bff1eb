/** What disabling and deleting a user have in common. */
import { inBatches } from '@/db/batches'
import { afterCommit, transaction } from '@/db/connection'
import { deleteOneTimeTokensOf } from '@/db/queries/one-time-tokens'
import { deleteSessionsOf } from '@/db/queries/sessions'
import { markDisabled, raiseUserVersion } from '@/db/queries/users'
import type { UserId } from '@/lib/base/ids'
import { count } from '@/lib/telemetry/metrics'

/**
 * Ends all sessions of the user, and lets no new one start. Call inside a transaction.
 *
 * @returns false when the user is disabled already.
 */
export async function closeAccount(userId: UserId, now: Date): Promise<boolean> {
  if (!(await markDisabled(userId, now))) return false
  // Otherwise the sessions would work again once the user is enabled.
  await raiseUserVersion(userId, now)
  await deleteOneTimeTokensOf(userId)
  afterCommit(() => count('endings', { reason: 'user-disabled' }))
  return true
}

/** Deletes all sessions of a user whose account is closed, in transactions of its own. */
export async function deleteAllSessionsOf(userId: UserId, now: Date): Promise<void> {
  await inBatches(
    async (size) =>
      (await transaction({ locks: 'none' }, () => deleteSessionsOf(userId, size, now))) === size,
  )
}
