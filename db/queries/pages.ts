/** Pages by key: the next one begins behind the last row of this one, however deep it lies. */
import { asc, desc, sql, type SQL } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'

/** Where a row lies among rows by time. */
export interface Place {
  at: Date
  id: string
}

/** The order of an index over `at` and `id`, backwards. */
export function newestFirst(at: PgColumn, id: PgColumn): [SQL, SQL] {
  return [desc(at), desc(id)]
}

/**
 * Rows behind `place` in that order; null stands for the beginning. Both columns are compared as
 * one, so that the index leads there even among rows of the same moment.
 */
export function olderThan(at: PgColumn, id: PgColumn, place: Place | null): SQL | undefined {
  if (!place) return undefined
  return sql`(${at}, ${id}) < (${sql.param(place.at, at)}, ${sql.param(place.id, id)})`
}

/** The same order forwards. */
export function oldestFirst(at: PgColumn, id: PgColumn): [SQL, SQL] {
  return [asc(at), asc(id)]
}

export function newerThan(at: PgColumn, id: PgColumn, place: Place | null): SQL | undefined {
  if (!place) return undefined
  return sql`(${at}, ${id}) > (${sql.param(place.at, at)}, ${sql.param(place.id, id)})`
}

/** Rows that have a time at all, by a comparison: SQLite finds no way into the index by `is not null`. */
export function hasTime(at: PgColumn): SQL {
  return sql`${at} > ${sql.param(new Date(0), at)}`
}
