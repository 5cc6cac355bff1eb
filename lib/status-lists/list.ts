/** Serves signed status lists from a cache. */
import { whileOpen } from '@/db/connection'
import { findAssignedIndexes } from '@/db/queries/status-lists'
import { env } from '@/lib/base/env'
import { ALGORITHMS } from '@/lib/tokens/algorithms'
import { allEnded, bitsOf } from './bits'
import { currentSnapshot, StatusListCache } from './cache'
import { positionOf } from './positions'

/** Each number has one spelling, or HTTP caches would store one list many times. */
const CANONICAL = /^(0|[1-9]\d{0,9})$/

/**
 * The signed list with this number. It shows every session that ended more than a second ago, for
 * as long as a service might still accept a token of it. While nothing changes, the list stays the
 * same for up to a minute.
 *
 * @returns null for a list without sessions, and with HS256, since services could not verify it.
 * @throws Unavailable, so that an outage never looks like a list without ended sessions.
 */
export async function statusList(number: string, now = new Date()): Promise<string | null> {
  if (!CANONICAL.test(number) || !ALGORITHMS[env().tokenAlgorithm].asymmetric) return null
  const list = Number(number)
  // Read each time, so that a new list exists as soon as a token refers to it.
  const given = await findAssignedIndexes()
  if (!given || list > positionOf(given.next - 1).list) return null
  const { current, ended } = caches()
  return (list < positionOf(given.first).list ? ended : current).get(
    list,
    await currentSnapshot(now),
  )
}

/**
 * `current` has room for thirty million sessions, at about 300 KB per list. Lists from before a
 * restored backup are cached separately, since clients can make up their numbers.
 */
function caches(): { current: StatusListCache; ended: StatusListCache } {
  return whileOpen('status lists', () => ({
    current: new StatusListCache(32, ({ ended }, list) => bitsOf(ended.get(list) ?? [])),
    ended: new StatusListCache(4, allEnded),
  }))
}
