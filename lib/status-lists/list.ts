/** The status lists, signed and at hand. */
import { whileOpen } from '@/db/connection'
import { findGivenPlaces } from '@/db/queries/status-lists'
import { env } from '@/lib/base/env'
import { ALGORITHMS } from '@/lib/tokens/algorithms'
import { allEnded, bitsOf } from './bits'
import { presentMoment } from './moment'
import { placeOf } from './places'
import { Shelf } from './shelf'

/** One number has one spelling, else a cache would hold many copies of one list. */
const CANONICAL = /^(0|[1-9]\d{0,9})$/

/**
 * The signed list of this number: it tells of every ending that is more than a second old, for as
 * long as anybody might believe a token of that session. While nothing changes the same bytes come
 * again, for a minute at most.
 *
 * @returns null where no session was ever given a place, and with HS256, where nobody else could
 *   verify a list.
 * @throws Unavailable: what we do not know is not told as "nobody has ended".
 */
export async function statusList(number: string, now = new Date()): Promise<string | null> {
  if (!CANONICAL.test(number) || !ALGORITHMS[env().tokenAlgorithm].asymmetric) return null
  const list = Number(number)
  // Asked each time, so that the first token of a new list does not lead nowhere.
  const given = await findGivenPlaces()
  if (!given || list > placeOf(given.next - 1).list) return null
  const { current, over } = shelves()
  return (list < placeOf(given.first).list ? over : current).take(list, await presentMoment(now))
}

/**
 * Room for thirty million sessions at once, at some 300 KB a list; and, apart from them, for a few
 * lists of before a restored backup, whose numbers anybody can make up.
 */
function shelves(): { current: Shelf; over: Shelf } {
  return whileOpen('status lists', () => ({
    current: new Shelf(32, ({ ended }, list) => bitsOf(ended.get(list) ?? [])),
    over: new Shelf(4, allEnded),
  }))
}
