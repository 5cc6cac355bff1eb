/** Erases the client addresses and browsers of old sessions and incidents. */
import { inBatches } from '@/db/batches'
import { transactionOver } from '@/db/connection'
import { eraseIncidentPlaces, eraseSessionPlaces, type Erasure } from '@/db/queries/personal-data'
import { env } from '@/lib/base/env'
import { after } from '@/lib/base/time'

/** Erases them `PERSONAL_DATA_RETENTION` after the end of the session, or after the incident. */
export async function forgetPlaces(now: Date): Promise<void> {
  const { personalDataRetention, sessionMaxAge } = env()
  const cutoff = after(now, -personalDataRetention)
  // A session that had ended by then started earlier, so it expires at most this much later.
  const until = after(cutoff, sessionMaxAge)
  await eraseAll((erasure) => eraseSessionPlaces(cutoff, until, erasure))
  await eraseAll((erasure) => eraseIncidentPlaces(cutoff, erasure))
}

async function eraseAll(erase: (erasure: Erasure) => Promise<Date | null>): Promise<void> {
  let from = new Date(0)
  await inBatches(async (most) => {
    const next = await transactionOver([], () => erase({ from, most }))
    from = next ?? from
    return next !== null
  })
}
