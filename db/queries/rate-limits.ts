/**
 * Counts of attempts. rate-limiter-flexible writes the statements (one atomic upsert per attempt),
 * with the writer of the open transaction.
 */
import { lt } from 'drizzle-orm'
import { RateLimiterDrizzle, RateLimiterRes } from 'rate-limiter-flexible'
import { read, write } from '@/db/connection'
import type { Reader } from '@/db/drivers/driver'
import { rateLimits } from '@/db/tables'
import { deleteSome } from './delete-some'

export interface RateLimit {
  readonly name: string
  /** Attempts allowed within `seconds`, which begin with the first attempt. */
  readonly tries: number
  readonly seconds: number
}

/** Milliseconds until the next attempt is allowed; 0 when it is allowed now. Changes nothing. */
export async function peekAttempt(limit: RateLimit, key: string): Promise<number> {
  const state = await read((db) => limiter(limit, db).get(key))
  if (!state || isOfAnotherClock(limit, state.msBeforeNext)) return 0
  return state.consumedPoints >= limit.tries ? Math.max(state.msBeforeNext, 1) : 0
}

/** Counts one attempt. @returns 0 when it is within the limit, else milliseconds until the next. */
export async function countAttempt(limit: RateLimit, key: string): Promise<number> {
  return write(async (db) => {
    const counter = limiter(limit, db)
    try {
      const state = await counter.get(key)
      if (state && isOfAnotherClock(limit, state.msBeforeNext)) await counter.delete(key)
      await counter.consume(key)
      return 0
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) return Math.max(refusal.msBeforeNext, 1)
      throw refusal
    }
  })
}

/**
 * True for a window that ends later than one that begins now: the clock was ahead when it was
 * counted, and the window would block clients for that much longer.
 */
function isOfAnotherClock(limit: RateLimit, msLeft: number): boolean {
  return msLeft > limit.seconds * 1000
}

/** Takes one counted attempt back. */
export async function uncountAttempt(limit: RateLimit, key: string): Promise<void> {
  await write((db) => limiter(limit, db).reward(key))
}

export async function deleteRateLimit(limit: RateLimit, key: string): Promise<void> {
  await write((db) => limiter(limit, db).delete(key))
}

export function deleteRateLimitsExpiredBefore(point: Date, most: number): Promise<number> {
  return deleteSome(rateLimits, rateLimits.key, lt(rateLimits.expire, point), most)
}

function limiter({ name, tries, seconds }: RateLimit, db: Reader): RateLimiterDrizzle {
  return new RateLimiterDrizzle({
    storeClient: db,
    schema: rateLimits,
    keyPrefix: name,
    points: tries,
    duration: seconds,
    // Its own timer would delete rows outside a transaction.
    clearExpiredByTimeout: false,
  })
}
