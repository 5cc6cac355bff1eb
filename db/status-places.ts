/** Where sessions stand in the status lists that offline verifiers read. */
import { sql, type AnyColumn, type SQL } from 'drizzle-orm'

/** Places in one list; those of the next list go on from there. */
export const LIST_SIZE = 2 ** 20

/**
 * Begins with a list whose number was never used, because a backup does not know which places were
 * given since it was taken: the list's number is the time in seconds, or the next free one where
 * that is higher. Whatever was given a place before has ended.
 */
export function placesAnew(
  installation: { nextStatusIndex: AnyColumn },
  now: Date,
): { nextStatusIndex: SQL; firstStatusIndex: SQL } {
  // Written out: PostgreSQL would take a parameter for a shorter number.
  const size = sql.raw(String(LIST_SIZE))
  const seconds = sql.raw(`CAST(${Math.floor(now.getTime() / 1000)} AS bigint)`)
  const free = sql`${installation.nextStatusIndex} / ${size} + 1`
  const anew = sql`(CASE WHEN ${free} > ${seconds} THEN ${free} ELSE ${seconds} END) * ${size}`
  return { nextStatusIndex: anew, firstStatusIndex: anew }
}
