/** Removes rows that are no longer needed. */
import { inBatches } from '@/db/batches'
import { transaction } from '@/db/connection'
import { deleteActivityBefore } from '@/db/queries/activity'
import { deleteGrantsExpiredBefore } from '@/db/queries/app-grants'
import { deleteAppSessionsToldBefore } from '@/db/queries/app-sessions'
import { deleteAppSecretsExpiredBefore } from '@/db/queries/apps'
import { deleteFormerAddressesBefore } from '@/db/queries/former-addresses'
import { deleteIncidentsBefore } from '@/db/queries/incidents'
import { deleteMailsBefore } from '@/db/queries/mails'
import { deleteDevicesUnusedSince } from '@/db/queries/known-devices'
import { deleteArtifactsExpiredBefore } from '@/db/queries/oauth-artifacts'
import { deleteOneTimeTokensExpiredBefore } from '@/db/queries/one-time-tokens'
import { deletePendingLogInsExpiredBefore } from '@/db/queries/pending-log-ins'
import { deleteSpentChallengesExpiredBefore } from '@/db/queries/passkeys'
import { deleteRateLimitsExpiredBefore } from '@/db/queries/rate-limits'
import { deleteRevokedTokensExpiredBefore } from '@/db/queries/revoked-tokens'
import { deleteSessionsExpiredBefore } from '@/db/queries/sessions'
import { deleteEndedStatusesBefore } from '@/db/queries/status-lists'
import { eraseEvents, purgeEvents } from '@/lib/audit/retain'
import { DEVICE_SECONDS } from '@/lib/base/cookies'
import { env } from '@/lib/base/env'
import { giveUpOverdueMails } from '@/lib/mail/sender'
import { ENDED_SHOWN } from '@/lib/sessions/ended'
import { listedSince } from '@/lib/status-lists/times'
import { addSeconds, DAY } from '@/lib/base/time'
import { RESERVED_FOR } from '@/lib/users/reserved'
import { deleteUsersDue } from '@/lib/users/delete-due'
import { eraseClientData } from './erase-client-data'

/** Allows for clocks that are wrong by less, so that no purge makes an ended token valid again. */
const GRACE = DAY
/** After this long without an answer the user need not be asked any more. */
const INCIDENT_LIFE = 365 * DAY

export async function purgeExpired(now: Date): Promise<void> {
  await removeAll((most) => deleteRateLimitsExpiredBefore(now, most))
  await removeAll((most) => deleteOneTimeTokensExpiredBefore(now, most))
  await removeAll((most) => deletePendingLogInsExpiredBefore(now, most))
  await removeAll((most) => deleteSpentChallengesExpiredBefore(addSeconds(now, -GRACE), most))
  await removeAll((most) => deleteRevokedTokensExpiredBefore(addSeconds(now, -GRACE), most))
  await removeAll((most) => deleteEndedStatusesBefore(addSeconds(listedSince(now), -GRACE), most))
  await removeAll((most) => deleteSessionsExpiredBefore(addSeconds(now, -ENDED_SHOWN), most))
  await removeAll((most) => deleteArtifactsExpiredBefore(now, most))
  await removeAll((most) => deleteAppSecretsExpiredBefore(now, most))
  await removeAll((most) => deleteGrantsExpiredBefore(addSeconds(now, -ENDED_SHOWN), most))
  await removeAll((most) => deleteAppSessionsToldBefore(addSeconds(now, -ENDED_SHOWN), most))
  await removeAll((most) => deleteFormerAddressesBefore(addSeconds(now, -RESERVED_FOR), most))
  await removeAll((most) => deleteIncidentsBefore(addSeconds(now, -INCIDENT_LIFE), most))
  await removeAll((most) => deleteDevicesUnusedSince(addSeconds(now, -DEVICE_SECONDS), most))
  await removeAll((most) => deleteActivityBefore(addSeconds(now, -env().auditRetention), most))
  await giveUpOverdueMails(now)
  const { personalDataRetention } = env()
  await removeAll((most) => deleteMailsBefore(addSeconds(now, -personalDataRetention), most))
  await deleteUsersDue(now)
  await eraseClientData(now)
  await purgeEvents(now)
  await eraseEvents(now)
}

async function removeAll(remove: (most: number) => Promise<number>): Promise<void> {
  await inBatches(
    async (size) => (await transaction({ locks: 'none' }, () => remove(size))) === size,
  )
}
