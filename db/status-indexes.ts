/** Indexes of sessions in the status lists that offline verifiers read. */
import { sql, type AnyColumn, type SQL } from 'drizzle-orm'

/** Indexes in one list; the next list continues from there. */
export const LIST_SIZE = 2 ** 20

/**
 * Starts a list whose number was never used, because a backup does not know which indexes were
 * assigned after it. The list's number is the time in seconds, or the next free number if that is
 * higher. Sessions with a lower index have ended.
 */
export function unusedStatusList(
  installation: { nextStatusIndex: AnyColumn },
  now: Date,
): { nextStatusIndex: SQL; firstStatusIndex: SQL } {
  // Literals: PostgreSQL would take parameters for 32-bit numbers.
  const size = sql.raw(String(LIST_SIZE))
  const seconds = sql.raw(`CAST(${Math.floor(now.getTime() / 1000)} AS bigint)`)
  const free = sql`${installation.nextStatusIndex} / ${size} + 1`
  const start = sql`(CASE WHEN ${free} > ${seconds} THEN ${free} ELSE ${seconds} END) * ${size}`
  return { nextStatusIndex: start, firstStatusIndex: start }
}
