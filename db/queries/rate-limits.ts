/**
 * Counts of attempts. One statement counts an attempt in all of its counters, and decides itself whether
 * a window is over, so that attempts at the same time are counted one by one.
 */
import { and, eq, gt, inArray, lt, lte, or, sql } from 'drizzle-orm'
import { read, write } from '@/db/connection'
import { rateLimits } from '@/db/tables'
import { deleteSome } from './delete-some'

export interface RateLimit {
  readonly name: string
  /** Attempts allowed within `seconds`, which begin with the first attempt. */
  readonly tries: number
  readonly seconds: number
}

/** Where a limit counts the attempts of one account, network or device. */
export interface Counter {
  readonly limit: RateLimit
  /** Of its row. No two counters of an attempt have the same. */
  readonly key: string
}

/**
 * By how many milliseconds a window may begin after an attempt that it counts: attempts at the same time
 * are counted in any order, and clocks of machines differ a little. If it begins later than that, a
 * clock was wrong.
 */
const OUT_OF_ORDER_MS = 30_000

/** Milliseconds until all counters allow the next attempt; 0 when they do now. Counts nothing. */
export async function waitBeforeAttempt(counters: readonly Counter[], now: Date): Promise<number> {
  const keys = counters.map(({ key }) => key)
  const rows = await read((db) => db.select().from(rateLimits).where(inArray(rateLimits.key, keys)))
  const next = rows.map((row) => ({ ...row, points: row.points + 1 }))
  return longestWait(counters, next, now)
}

/**
 * Counts one attempt.
 *
 * @param counters in the order of their locks on PostgreSQL.
 * @returns 0 when all limits allow it, else milliseconds until they would.
 */
export async function countAttempt(counters: readonly Counter[], now: Date): Promise<number> {
  if (counters.length === 0) return 0
  const { key, points, expire } = rateLimits
  const first = counters.map(({ key, limit }) => ({ key, points: 1, expire: endOf(limit, now) }))
  const begunAhead = counters.map((one) =>
    and(eq(key, one.key), gt(expire, latestEndOf(one.limit, now))),
  )
  const isOver = or(lte(expire, now), ...begunAhead)
  const rows = await write((db) =>
    db
      .insert(rateLimits)
      .values(first)
      .onConflictDoUpdate({
        target: key,
        set: {
          points: sql`CASE WHEN ${isOver} THEN 1 ELSE ${points} + 1 END`,
          expire: sql`CASE WHEN ${isOver} THEN excluded.expire ELSE ${expire} END`,
        },
      })
      .returning(),
  )
  return longestWait(counters, rows, now)
}

/** Takes one counted attempt back. */
export async function uncountAttempt({ key }: Counter): Promise<void> {
  const { points } = rateLimits
  await write((db) =>
    db
      .update(rateLimits)
      .set({ points: sql`${points} - 1` })
      .where(and(eq(rateLimits.key, key), gt(points, 0))),
  )
}

export async function deleteCounter({ key }: Counter): Promise<void> {
  await write((db) => db.delete(rateLimits).where(eq(rateLimits.key, key)))
}

export function deleteRateLimitsExpiredBefore(point: Date, most: number): Promise<number> {
  return deleteSome(rateLimits, rateLimits.key, lt(rateLimits.expire, point), most)
}

function endOf({ seconds }: RateLimit, now: Date): Date {
  return new Date(now.getTime() + seconds * 1000)
}

/** A window that ends after this began while the clock was ahead. */
function latestEndOf(limit: RateLimit, now: Date): Date {
  return new Date(endOf(limit, now).getTime() + OUT_OF_ORDER_MS)
}

/** How long counters with more points than their limit allows refuse attempts. */
function longestWait(
  counters: readonly Counter[],
  rows: readonly (typeof rateLimits.$inferSelect)[],
  now: Date,
): number {
  const waits = rows.map(({ key, points, expire }) => {
    const limit = counters.find((counter) => counter.key === key)?.limit
    if (!limit || !expire || points <= limit.tries || expire > latestEndOf(limit, now)) return 0
    return expire.getTime() - now.getTime()
  })
  return Math.max(0, ...waits)
}
