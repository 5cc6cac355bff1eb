/** Removes rows that no longer mean anything. */
import { inBatches } from '@/db/batches'
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

export async function purgeExpired(now: Date): Promise<void> {
  await removeAll((most) => deleteRateLimitsExpiredBefore(now, most))
  await removeAll((most) => deleteOneTimeTokensExpiredBefore(now, most))
  await removeAll((most) => deleteRevokedTokensExpiredBefore(after(now, -GRACE), most))
  await removeAll((most) => deleteEndedStatusesBefore(after(toldSince(now), -GRACE), most))
  await removeAll((most) => deleteSessionsExpiredBefore(after(now, -SESSION_GRACE), most))
  await removeAll((most) => deleteIncidentsBefore(after(now, -INCIDENT_LIFE), most))
  await removeAll((most) => deleteActivityBefore(after(now, -env().auditRetention), most))
  await forgetPlaces(now)
  await purgeEvents(now)
  await eraseEvents(now)
}

async function removeAll(remove: (most: number) => Promise<number>): Promise<void> {
  await inBatches(async (size) => (await transactionOver([], () => remove(size))) === size)
}
