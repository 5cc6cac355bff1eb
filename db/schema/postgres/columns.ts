/** Column types on PostgreSQL. */
import { bigint, boolean, customType, timestamp } from 'drizzle-orm/pg-core'

/** A point in time, with the precision of a JavaScript `Date`. */
export const moment = (name: string) =>
  timestamp(name, { withTimezone: true, mode: 'date', precision: 3 })
export const flag = (name: string) => boolean(name)
/** A whole number that may grow past 32 bits. */
export const counter = (name: string) => bigint(name, { mode: 'number' })
/** Text sorted by code point, so that words with the same beginning are adjacent. */
export const sortedText = customType<{ data: string }>({ dataType: () => 'text COLLATE "C"' })
