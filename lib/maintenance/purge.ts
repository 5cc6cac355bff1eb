/** Removes rows that are no longer needed. */
import { inBatches } from '@/db/batches'
import { transaction } from '@/db/connection'
import { deleteActivityBefore } from '@/db/queries/activity'
import { deleteIncidentsBefore } from '@/db/queries/incidents'
import { deleteOneTimeTokensExpiredBefore } from '@/db/queries/one-time-tokens'
import { deleteRateLimitsExpiredBefore } from '@/db/queries/rate-limits'
import { deleteRevokedTokensExpiredBefore } from '@/db/queries/revoked-tokens'
import { deleteSessionsExpiredBefore } from '@/db/queries/sessions'
import { deleteEndedStatusesBefore } from '@/db/queries/status-lists'
import { eraseEvents, purgeEvents } from '@/lib/audit/retain'
import { env } from '@/lib/base/env'
import { listedSince } from '@/lib/status-lists/times'
import { addSeconds, DAY } from '@/lib/base/time'
import { eraseClientData } from './erase-client-data'

/** Allows for clocks that are wrong by less, so that no purge makes an ended token valid again. */
const GRACE = DAY
/** Sessions stay this much longer, so that they can be shown as ended. */
const SESSION_GRACE = 28 * DAY
/** After this long without an answer the user need not be asked any more. */
const INCIDENT_LIFE = 365 * DAY

export async function purgeExpired(now: Date): Promise<void> {
  await removeAll((most) => deleteRateLimitsExpiredBefore(now, most))
  await removeAll((most) => deleteOneTimeTokensExpiredBefore(now, most))
  await removeAll((most) => deleteRevokedTokensExpiredBefore(addSeconds(now, -GRACE), most))
  await removeAll((most) => deleteEndedStatusesBefore(addSeconds(listedSince(now), -GRACE), most))
  await removeAll((most) => deleteSessionsExpiredBefore(addSeconds(now, -SESSION_GRACE), most))
  await removeAll((most) => deleteIncidentsBefore(addSeconds(now, -INCIDENT_LIFE), most))
  await removeAll((most) => deleteActivityBefore(addSeconds(now, -env().auditRetention), most))
  await eraseClientData(now)
  await purgeEvents(now)
  await eraseEvents(now)
}

async function removeAll(remove: (most: number) => Promise<number>): Promise<void> {
  await inBatches(
    async (size) => (await transaction({ locks: 'none' }, () => remove(size))) === size,
  )
}
