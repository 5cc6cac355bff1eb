/** Notices networks from which one token after another comes that we never made. */
import { transactionOver } from '@/db/connection'
import type { SeenFrom } from '@/lib/events/events'
import { recordEvent } from '@/lib/events/record'
import { INVALID_TOKENS_RECORDED } from '@/lib/rate-limits/limits'
import { networkKey } from '@/lib/rate-limits/network-key'
import { takeTry } from '@/lib/rate-limits/take'
import { processWide } from '@/lib/base/process-wide'
import { MINUTE } from '@/lib/base/time'

/** An honest browser brings one, perhaps, after a key was lost; whoever guesses brings many. */
export const INVALID_TOKENS = { tries: 20, seconds: 10 * MINUTE } as const
/** Networks that are counted at once; beyond it the oldest are forgotten. */
const MOST_NETWORKS = 10_000

interface Counter {
  count: number
  since: number
}

const counters = processWide('invalid-tokens', () => new Map<string, Counter>())

/**
 * Counts a token with a bad signature or shape, in memory, so that a flood of them costs no write.
 * From the twentieth in ten minutes on it is an event, once an hour for each network.
 *
 * @throws Unavailable when it cannot be recorded; counting goes on.
 */
export async function noteInvalidToken(from: SeenFrom, now = new Date()): Promise<void> {
  const place = networkKey(from.network)
  if (counted(place, now.getTime()) < INVALID_TOKENS.tries) return
  counters().delete(place)
  if ((await takeTry([{ limit: INVALID_TOKENS_RECORDED, key: [place] }])) !== null) return
  const details = { reason: 'invalid-tokens', tries: INVALID_TOKENS.tries }
  await transactionOver([], () =>
    recordEvent({ type: 'excess_rate_limit_exceeded', from, details }, now),
  )
}

function counted(place: string, now: number): number {
  const all = counters()
  const known = all.get(place)
  const isOver = known && Math.abs(now - known.since) > INVALID_TOKENS.seconds * 1000
  const counter = known && !isOver ? known : { count: 0, since: now }
  counter.count += 1
  all.set(place, counter)
  const [oldest] = all.keys()
  if (all.size > MOST_NETWORKS && oldest !== undefined) all.delete(oldest)
  return counter.count
}
