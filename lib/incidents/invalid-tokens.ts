/** Detects networks that keep sending tokens which we never issued. */
import { transaction } from '@/db/connection'
import type { SeenFrom } from '@/lib/events/events'
import { recordEvent } from '@/lib/events/record'
import { INVALID_TOKENS_RECORDED } from '@/lib/rate-limits/limits'
import { networkKey } from '@/lib/rate-limits/network-key'
import { takeAttempt } from '@/lib/rate-limits/take'
import { processWide } from '@/lib/base/process-wide'
import { MINUTE } from '@/lib/base/time'

/** An honest browser may send one, after a key was lost; an attacker who guesses sends many. */
export const INVALID_TOKENS = { tries: 20, seconds: 10 * MINUTE } as const
/** Networks that are counted at once; beyond that the oldest is dropped. */
const MAX_NETWORKS = 10_000

interface Counter {
  count: number
  since: number
}

const counters = processWide('invalid-tokens', () => new Map<string, Counter>())

/**
 * Counts a token with a bad signature or format, in memory, so that a flood of them costs no write.
 * The twentieth in ten minutes is recorded as an event, at most once an hour for each network.
 *
 * @throws Unavailable if it cannot be recorded; counting goes on.
 */
export async function countInvalidToken(from: SeenFrom, now = new Date()): Promise<void> {
  const key = networkKey(from.network)
  if (increment(key, now.getTime()) < INVALID_TOKENS.tries) return
  counters().delete(key)
  if ((await takeAttempt([{ limit: INVALID_TOKENS_RECORDED, key: [key] }])) !== null) return
  const details = { reason: 'invalid-tokens', tries: INVALID_TOKENS.tries }
  await transaction({ locks: 'none' }, () =>
    recordEvent({ type: 'excess_rate_limit_exceeded', from, details }, now),
  )
}

function increment(key: string, now: number): number {
  const all = counters()
  const previous = all.get(key)
  const isExpired = previous && Math.abs(now - previous.since) > INVALID_TOKENS.seconds * 1000
  const counter = previous && !isExpired ? previous : { count: 0, since: now }
  counter.count += 1
  all.set(key, counter)
  const [oldest] = all.keys()
  if (all.size > MAX_NETWORKS && oldest !== undefined) all.delete(oldest)
  return counter.count
}
