/** Removes rows that no longer mean anything. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { transactionOver } from '@/db/connection'
import { deleteActivityBefore } from '@/db/queries/activity'
import { deleteIncidentsBefore } from '@/db/queries/incidents'
import { deleteOneTimeTokensExpiredBefore } from '@/db/queries/one-time-tokens'
import { deleteRateLimitsExpiredBefore } from '@/db/queries/rate-limits'
import { deleteRevokedTokensExpiredBefore } from '@/db/queries/revoked-tokens'
import { deleteSessionsExpiredBefore } from '@/db/queries/sessions'
import { deleteEndedStatusesBefore } from '@/db/queries/status-lists'
import { eraseEvents, purgeEvents } from '@/lib/audit/retain'
import { env } from '@/lib/base/env'
import { toldSince } from '@/lib/status-lists/recent'
import { after, DAY } from '@/lib/base/time'
import { forgetPlaces } from './forget'

/** Outlives any clock that is wrong by less, so that no purge brings an ended token back. */
const GRACE = DAY
/** Sessions stay a while longer, to be shown as ended. */
const SESSION_GRACE = 28 * DAY
/** Whoever has not come for so long need not be asked any more. */
const INCIDENT_LIFE = 365 * DAY

/** Rows in one transaction, so that nobody waits long for the lock. */
const BATCH = 500

export async function purgeExpired(now: Date): Promise<void> {
  await inBatches((most) => deleteRateLimitsExpiredBefore(now, most))
  await inBatches((most) => deleteOneTimeTokensExpiredBefore(now, most))
  await inBatches((most) => deleteRevokedTokensExpiredBefore(after(now, -GRACE), most))
  await inBatches((most) => deleteEndedStatusesBefore(after(toldSince(now), -GRACE), most))
  await inBatches((most) => deleteSessionsExpiredBefore(after(now, -SESSION_GRACE), most))
  await inBatches((most) => deleteIncidentsBefore(after(now, -INCIDENT_LIFE), most))
  await inBatches((most) => deleteActivityBefore(after(now, -env().auditRetention), most))
  await forgetPlaces(now)
  await purgeEvents(now)
  await eraseEvents(now)
}

async function inBatches(remove: (most: number) => Promise<number>): Promise<void> {
  while ((await transactionOver([], () => remove(BATCH))) === BATCH) {
    // SQLite answers at once: without a pause nobody else would have a turn.
    await nextTurn()
  }
}
