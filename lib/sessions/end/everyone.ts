/** Ends the sessions of all users. */
import { afterCommit, transaction } from '@/db/connection'
import { raiseEpoch } from '@/db/queries/installation'
import { recordEvent } from '@/lib/events/record'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { count } from '@/lib/telemetry/metrics'

/**
 * Ends all sessions of all users, at constant cost. Needed after restoring a backup, which revives
 * sessions that ended after it was taken.
 */
export async function endSessionsOfEveryone(now = new Date()): Promise<void> {
  await transaction({ locks: 'all' }, async () => {
    await raiseEpoch(now)
    afterCommit(() => count('endings', { reason: 'everyone' }))
    await recordEvent({ type: 'session_logout_everyone', actorId: COMMAND_LINE.userId }, now)
  })
}
