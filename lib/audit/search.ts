/** Walks through sealed events, a page at a time, whatever is asked for. */
import { pause } from '@/db/batches'
import { findFirstSequence, findLastLink } from '@/db/queries/audit-chain'
import {
  findPlaceOf,
  findSessionStart,
  searchEvents,
  type EventFilter as OneType,
  type Places,
} from '@/db/queries/audit-list'
import type { SecurityEventRecord } from '@/db/queries/security-events'
import { after, MINUTE } from '@/lib/base/time'

export interface EventFilter extends Omit<OneType, 'type'> {
  /** Of any of these types. */
  types?: readonly string[] | undefined
}

type Order = 'newest' | 'oldest'

/**
 * Events are sealed seconds after they happened, so their places are nearly, and not quite, in the
 * order of time: so many places around a moment are looked at one by one.
 */
const DISORDER = 5000
/** What no index knows is looked for in this many places at once, so that nobody waits behind it. */
const WINDOW = 20_000

/** The places that may hold what is asked for. */
export async function placesFor(filter: EventFilter): Promise<Places> {
  const { from, to } = filter
  const [first, last] = await Promise.all([findFirstSequence(), findLastLink()])
  const end = (last?.sequence ?? 0) + 1
  const since = from ?? (await sessionStart(filter))
  const [begin, stop] = [
    since ? ((await findPlaceOf(since)) ?? end) - DISORDER : 0,
    to ? ((await findPlaceOf(to)) ?? end) + DISORDER : end,
  ]
  return { after: Math.max(begin, (first ?? 1) - 1) - 1, before: Math.min(stop, end) }
}

/** No event of a session is older, but for clocks that differ. */
async function sessionStart({ sessionId }: EventFilter): Promise<Date | null> {
  const start = sessionId === undefined ? null : await findSessionStart(sessionId)
  return start && after(start, -MINUTE)
}

/** Up to `limit` events within `places`, in the order asked for. */
export async function search(
  filter: EventFilter,
  places: Places,
  { order, limit }: { order: Order; limit: number },
): Promise<SecurityEventRecord[]> {
  if (isIndexed(filter)) return searchTypes(filter, places, { order, limit })
  const found: SecurityEventRecord[] = []
  for (const window of windows(places, order)) {
    found.push(...(await searchTypes(filter, window, { order, limit: limit - found.length })))
    if (found.length >= limit) break
    await pause()
  }
  return found
}

/** Each type is walked in order by its own index, since no index has several of them in one order. */
async function searchTypes(
  { types = [], ...filter }: EventFilter,
  places: Places,
  { order, limit }: { order: Order; limit: number },
): Promise<SecurityEventRecord[]> {
  const [type, ...others] = types
  if (others.length === 0) return searchEvents({ ...filter, type }, places, { order, limit })
  const lists = await Promise.all(
    types.map((one) => searchEvents({ ...filter, type: one }, places, { order, limit })),
  )
  const sign = order === 'newest' ? -1 : 1
  return lists
    .flat()
    .sort((a, b) => sign * ((a.sequence ?? 0) - (b.sequence ?? 0)))
    .slice(0, limit)
}

/** True where an index leads to what is asked for, or everything within the places is. */
function isIndexed({ userId, sessionId, network }: EventFilter): boolean {
  return userId !== undefined || (sessionId === undefined && network === undefined)
}

function* windows({ after: low, before: high }: Places, order: Order): Generator<Places> {
  if (order === 'newest') {
    for (let before = high; before > low + 1; before -= WINDOW) {
      yield { after: Math.max(low, before - WINDOW - 1), before }
    }
  } else {
    for (let begin = low; begin < high - 1; begin += WINDOW) {
      yield { after: begin, before: Math.min(high, begin + WINDOW + 1) }
    }
  }
}
