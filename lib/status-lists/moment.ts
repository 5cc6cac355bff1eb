/** What the status lists tell at one moment, read at most once a second. */
import { whileOpen } from '@/db/connection'
import { listPlacesEndedSince } from '@/db/queries/status-lists'
import { signingKey } from '@/lib/keys/signing-keys'
import type { TokenKey } from '@/lib/tokens/access'
import { placeOf } from './places'
import { toldSince } from './recent'

export interface Moment {
  readonly at: Date
  /** The positions whose sessions have ended, by list. */
  readonly ended: ReadonlyMap<number, readonly number[]>
  /** The key that signs, so that a burned one is left at the next moment. */
  readonly key: TokenKey
}

/** An ending is told that much later at most, in milliseconds. */
const LENGTH_MS = 1000

/**
 * The present moment, or one that began up to a second ago; whoever asks while it is read waits for
 * the same one.
 *
 * @throws Unavailable, and forgets it: the next to ask tries again.
 */
export function presentMoment(now: Date): Promise<Moment> {
  const last = memory()
  if (last.moment && Math.abs(now.getTime() - last.begunAt) < LENGTH_MS) return last.moment
  const moment = readMoment(now)
  Object.assign(last, { moment, begunAt: now.getTime() })
  moment.catch(() => {
    if (last.moment === moment) last.moment = null
  })
  return moment
}

async function readMoment(at: Date): Promise<Moment> {
  const [places, key] = await Promise.all([listPlacesEndedSince(toldSince(at)), signingKey()])
  const ended = new Map<number, number[]>()
  for (const place of places) {
    const { list, position } = placeOf(place)
    const positions = ended.get(list)
    if (positions) positions.push(position)
    else ended.set(list, [position])
  }
  return { at, ended, key }
}

/** The state of sessions, which memory must not hold, but for this one second. */
function memory(): { moment: Promise<Moment> | null; begunAt: number } {
  return whileOpen('status lists at one moment', () => ({ moment: null, begunAt: 0 }))
}
