/** Deletes many rows, a few at a time. */
import { inArray, type SQL } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import { write } from '@/db/connection'

/**
 * Deletes at most `most` matching rows of `table`, so that other writers wait only briefly.
 *
 * @returns how many it deleted.
 */
export async function deleteSome(
  table: PgTable,
  key: PgColumn,
  matching: SQL,
  most: number,
): Promise<number> {
  const deleted = await write((db) => {
    const some = db.select({ key }).from(table).where(matching).limit(most)
    return db.delete(table).where(inArray(key, some)).returning({ key })
  })
  return deleted.length
}
