/** Forgets from where people came, once it is of no more use. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { transactionOver } from '@/db/connection'
import { eraseIncidentPlaces, eraseSessionPlaces, type Erasure } from '@/db/queries/personal-data'
import { env } from '@/lib/base/env'
import { after } from '@/lib/base/time'

/** Rows in one transaction, so that nobody waits long for the lock. */
const BATCH = 500

/** Addresses and browsers of sessions that are over, and of incidents, after their time. */
export async function forgetPlaces(now: Date): Promise<void> {
  const { personalDataRetention, sessionMaxAge } = env()
  const point = after(now, -personalDataRetention)
  // Whatever was over by then began before, and its limit came at most this much later.
  const until = after(point, sessionMaxAge)
  await inBatches((erasure) => eraseSessionPlaces(point, until, erasure))
  await inBatches((erasure) => eraseIncidentPlaces(point, erasure))
}

async function inBatches(erase: (erasure: Erasure) => Promise<Date | null>): Promise<void> {
  for (let from: Date | null = new Date(0); from;) {
    const erasure: Erasure = { from, most: BATCH }
    from = await transactionOver([], () => erase(erasure))
    await nextTurn()
  }
}
