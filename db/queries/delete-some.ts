/** Removes many rows a few at a time. */
import { inArray, type SQL } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import { write } from '@/db/connection'

/**
 * Removes at most `most` rows of `table` that match, so that other writers wait for a moment only.
 *
 * @returns how many it removed.
 */
export async function deleteSome(
  table: PgTable,
  key: PgColumn,
  matching: SQL,
  most: number,
): Promise<number> {
  const removed = await write((db) => {
    const some = db.select({ key }).from(table).where(matching).limit(most)
    return db.delete(table).where(inArray(key, some)).returning({ key })
  })
  return removed.length
}
