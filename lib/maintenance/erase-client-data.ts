/** Erases the client addresses and browsers of old sessions, incidents and known devices. */
import { inBatches } from '@/db/batches'
import { transaction } from '@/db/connection'
import {
  eraseDeviceClients,
  eraseIncidentClients,
  eraseSessionClients,
  type Erasure,
} from '@/db/queries/personal-data'
import { env } from '@/lib/base/env'
import { addSeconds } from '@/lib/base/time'

/**
 * Erases them `PERSONAL_DATA_RETENTION` after the end of the session, after the incident, or after
 * the last log-in with the device, which stays known.
 */
export async function eraseClientData(now: Date): Promise<void> {
  const { personalDataRetention, sessionMaxAge } = env()
  const cutoff = addSeconds(now, -personalDataRetention)
  // A session that had ended by then started earlier, so it expires at most this much later.
  const until = addSeconds(cutoff, sessionMaxAge)
  await eraseAll((erasure) => eraseSessionClients(cutoff, until, erasure))
  await eraseAll((erasure) => eraseIncidentClients(cutoff, erasure))
  await eraseAll((erasure) => eraseDeviceClients(cutoff, erasure))
}

async function eraseAll(erase: (erasure: Erasure) => Promise<Date | null>): Promise<void> {
  let from = new Date(0)
  await inBatches(async (most) => {
    const next = await transaction({ locks: 'none' }, () => erase({ from, most }))
    from = next ?? from
    return next !== null
  })
}
