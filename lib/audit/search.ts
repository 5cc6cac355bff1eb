/** Searches sealed events, page by page, with any filter. */
import { pause } from '@/db/batches'
import { findFirstSequence, findLastLink } from '@/db/queries/audit-chain'
import {
  findSequenceAt,
  findSessionStart,
  searchEvents,
  type EventFilter as OneType,
  type SequenceRange,
} from '@/db/queries/audit-list'
import type { SecurityEventRecord } from '@/db/queries/security-events'
import { addSeconds, MINUTE } from '@/lib/base/time'

export interface EventFilter extends Omit<OneType, 'type'> {
  /** Events of any of these types. */
  types?: readonly string[] | undefined
}

type Order = 'newest' | 'oldest'

/**
 * Events are sealed seconds after they happen, so their sequence is only roughly the order of time.
 * A filter by time checks this many more events on either side.
 */
const DISORDER = 5000
/** Rows to scan per step when no index helps, so that other queries get their turn. */
const WINDOW = 20_000

/** The range of sequences that can contain matching events. */
export async function sequenceRangeFor(filter: EventFilter): Promise<SequenceRange> {
  const { from, to } = filter
  const [first, last] = await Promise.all([findFirstSequence(), findLastLink()])
  const end = (last?.sequence ?? 0) + 1
  const since = from ?? (await sessionStart(filter))
  const [begin, stop] = [
    since ? ((await findSequenceAt(since)) ?? end) - DISORDER : 0,
    to ? ((await findSequenceAt(to)) ?? end) + DISORDER : end,
  ]
  return { after: Math.max(begin, (first ?? 1) - 1) - 1, before: Math.min(stop, end) }
}

/** No event of a session is older, apart from differences between clocks. */
async function sessionStart({ sessionId }: EventFilter): Promise<Date | null> {
  const start = sessionId === undefined ? null : await findSessionStart(sessionId)
  return start && addSeconds(start, -MINUTE)
}

/** Up to `limit` events within `range`, in this order. */
export async function search(
  filter: EventFilter,
  range: SequenceRange,
  { order, limit }: { order: Order; limit: number },
): Promise<SecurityEventRecord[]> {
  if (isIndexed(filter)) return searchTypes(filter, range, { order, limit })
  const found: SecurityEventRecord[] = []
  for (const window of windows(range, order)) {
    found.push(...(await searchTypes(filter, window, { order, limit: limit - found.length })))
    if (found.length >= limit) break
    await pause()
  }
  return found
}

/** Queries each type by its own index, since no index has several types in one order. */
async function searchTypes(
  { types = [], ...filter }: EventFilter,
  range: SequenceRange,
  { order, limit }: { order: Order; limit: number },
): Promise<SecurityEventRecord[]> {
  const [type, ...others] = types
  if (others.length === 0) return searchEvents({ ...filter, type }, range, { order, limit })
  const lists = await Promise.all(
    types.map((one) => searchEvents({ ...filter, type: one }, range, { order, limit })),
  )
  const sign = order === 'newest' ? -1 : 1
  return lists
    .flat()
    .sort((a, b) => sign * ((a.sequence ?? 0) - (b.sequence ?? 0)))
    .slice(0, limit)
}

/** True if an index finds the events, or the filter takes every event in the range. */
function isIndexed({ userId, sessionId, network }: EventFilter): boolean {
  return userId !== undefined || (sessionId === undefined && network === undefined)
}

function* windows(
  { after: low, before: high }: SequenceRange,
  order: Order,
): Generator<SequenceRange> {
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
