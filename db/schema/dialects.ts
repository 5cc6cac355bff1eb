/** What tables are made of in each database. They differ only in the types of columns. */
import * as pg from 'drizzle-orm/pg-core'
import * as lite from 'drizzle-orm/sqlite-core'

export const postgresDialect = {
  defineTable: pg.pgTable,
  index: pg.index,
  uniqueIndex: pg.uniqueIndex,
  text: pg.text,
  integer: pg.integer,
  /** A point in time, with the precision of a JavaScript `Date`. */
  moment: (name: string) => pg.timestamp(name, { withTimezone: true, mode: 'date', precision: 3 }),
  flag: (name: string) => pg.boolean(name),
  /** A whole number that may grow past 32 bits. */
  counter: (name: string) => pg.bigint(name, { mode: 'number' }),
  /** Text sorted by code point, so that words with the same beginning are adjacent. */
  sortedText: pg.customType<{ data: string }>({ dataType: () => 'text COLLATE "C"' }),
}

export type Dialect = typeof postgresDialect

export const sqliteDialect = {
  defineTable: lite.sqliteTable,
  index: lite.index,
  uniqueIndex: lite.uniqueIndex,
  text: lite.text,
  integer: lite.integer,
  /** In milliseconds since 1970. */
  moment: (name: string) => lite.integer(name, { mode: 'timestamp_ms' }),
  flag: (name: string) => lite.integer(name, { mode: 'boolean' }),
  counter: (name: string) => lite.integer(name),
  sortedText: (name: string) => lite.text(name),
  // Safe because both offer the same methods, and a test compares the tables that come of them.
} satisfies Record<keyof Dialect, unknown> as unknown as Dialect
