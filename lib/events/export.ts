/** A user's own activity as a file. */
import { pause } from '@/db/batches'
import { csvLine } from '@/lib/base/csv'
import type { UserId } from '@/lib/base/ids'
import { listActivity, type ActivityFilter, type EventSummary } from './list'

/** Events in memory at a time. */
const PAGE = 500

const COLUMNS = ['at', 'what', 'type', 'network', 'browser', 'system'] as const

/**
 * All matching events, newest first, as CSV (RFC 4180), with times in UTC.
 *
 * @param describe what happened, in words
 * @throws Unavailable; also between two lines, so that a part never looks complete
 */
export async function* exportActivity(
  actor: { userId: UserId },
  filter: ActivityFilter,
  describe: (event: EventSummary) => string,
): AsyncGenerator<string> {
  yield csvLine(COLUMNS)
  for (let cursor: string | null = null; ;) {
    const { events, next } = await listActivity(actor, filter, { cursor, size: PAGE })
    yield events.map((event) => lineOf(event, describe(event))).join('')
    if (next === null) return
    cursor = next
    await pause()
  }
}

function lineOf({ at, type, network, browser, system }: EventSummary, what: string): string {
  return csvLine([at.toISOString(), what, type, network, browser, system])
}
