/** Forgets from where people came, once it is of no more use. */
import { inBatches } from '@/db/batches'
import { transactionOver } from '@/db/connection'
import { eraseIncidentPlaces, eraseSessionPlaces, type Erasure } from '@/db/queries/personal-data'
import { env } from '@/lib/base/env'
import { after } from '@/lib/base/time'

/** Addresses and browsers of sessions that are over, and of incidents, after their time. */
export async function forgetPlaces(now: Date): Promise<void> {
  const { personalDataRetention, sessionMaxAge } = env()
  const point = after(now, -personalDataRetention)
  // Whatever was over by then began before, and its limit came at most this much later.
  const until = after(point, sessionMaxAge)
  await eraseAll((erasure) => eraseSessionPlaces(point, until, erasure))
  await eraseAll((erasure) => eraseIncidentPlaces(point, erasure))
}

async function eraseAll(erase: (erasure: Erasure) => Promise<Date | null>): Promise<void> {
  let from = new Date(0)
  await inBatches(async (most) => {
    const next = await transactionOver([], () => erase({ from, most }))
    from = next ?? from
    return next !== null
  })
}
