/** The contents of all status lists at one moment, read at most once a second. */
import { whileOpen } from '@/db/connection'
import { listStatusIndexesEndedSince } from '@/db/queries/status-lists'
import { signingKey } from '@/lib/keys/signing-keys'
import type { TokenKey } from '@/lib/tokens/access'
import { positionOf } from './positions'
import { listedSince } from './recent'

export interface Moment {
  readonly at: Date
  /** The positions whose sessions have ended, by list. */
  readonly ended: ReadonlyMap<number, readonly number[]>
  /** The signing key, read each time, so that a burned one is replaced within a second. */
  readonly key: TokenKey
}

/** The longest delay until a list shows an ended session, in milliseconds. */
const MAX_AGE_MS = 1000

/**
 * The current contents, at most a second old. Concurrent calls share one read.
 *
 * @throws Unavailable; the next call reads again.
 */
export function currentSnapshot(now: Date): Promise<Moment> {
  const last = memory()
  if (last.moment && Math.abs(now.getTime() - last.begunAt) < MAX_AGE_MS) return last.moment
  const moment = readMoment(now)
  Object.assign(last, { moment, begunAt: now.getTime() })
  moment.catch(() => {
    if (last.moment === moment) last.moment = null
  })
  return moment
}

async function readMoment(at: Date): Promise<Moment> {
  const [indexes, key] = await Promise.all([
    listStatusIndexesEndedSince(listedSince(at)),
    signingKey(),
  ])
  const ended = new Map<number, number[]>()
  for (const index of indexes) {
    const { list, position } = positionOf(index)
    const positions = ended.get(list)
    if (positions) positions.push(position)
    else ended.set(list, [position])
  }
  return { at, ended, key }
}

/** The only state of sessions kept in memory, for one second. */
function memory(): { moment: Promise<Moment> | null; begunAt: number } {
  return whileOpen('status lists at one moment', () => ({ moment: null, begunAt: 0 }))
}
