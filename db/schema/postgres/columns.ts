/** Kinds of columns, as PostgreSQL keeps them. */
import { bigint, boolean, customType, timestamp } from 'drizzle-orm/pg-core'

/** A point in time, to the millisecond as JavaScript counts. */
export const moment = (name: string) =>
  timestamp(name, { withTimezone: true, mode: 'date', precision: 3 })
export const flag = (name: string) => boolean(name)
/** A whole number that may grow past 32 bits. */
export const counter = (name: string) => bigint(name, { mode: 'number' })
/** Text in the order of its code points, in which all words of one beginning lie together. */
export const sortedText = customType<{ data: string }>({ dataType: () => 'text COLLATE "C"' })
