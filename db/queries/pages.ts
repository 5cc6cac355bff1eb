/** Keyset pagination: a page starts after the last row of the one before, however deep. */
import { asc, desc, sql, type SQL } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'

/** The position of a row among rows sorted by time. */
export interface Cursor {
  at: Date
  id: string
}

/** The reverse order of an index over `at` and `id`. */
export function newestFirst(at: PgColumn, id: PgColumn): [SQL, SQL] {
  return [desc(at), desc(id)]
}

/**
 * Rows after `cursor` in that order; null is the start. Both columns are compared as one value, so
 * that the index helps even among rows of the same moment.
 */
export function olderThan(at: PgColumn, id: PgColumn, cursor: Cursor | null): SQL | undefined {
  if (!cursor) return undefined
  return sql`(${at}, ${id}) < (${sql.param(cursor.at, at)}, ${sql.param(cursor.id, id)})`
}

/** The order of an index over `at` and `id`. */
export function oldestFirst(at: PgColumn, id: PgColumn): [SQL, SQL] {
  return [asc(at), asc(id)]
}

export function newerThan(at: PgColumn, id: PgColumn, cursor: Cursor | null): SQL | undefined {
  if (!cursor) return undefined
  return sql`(${at}, ${id}) > (${sql.param(cursor.at, at)}, ${sql.param(cursor.id, id)})`
}

/** Rows that have a time. A comparison, since SQLite does not use the index for `is not null`. */
export function hasTime(at: PgColumn): SQL {
  return sql`${at} > ${sql.param(new Date(0), at)}`
}
