/** Kinds of columns, as SQLite keeps them. */
import { integer, text } from 'drizzle-orm/sqlite-core'

/** A point in time, in milliseconds since 1970. */
export const moment = (name: string) => integer(name, { mode: 'timestamp_ms' })
export const flag = (name: string) => integer(name, { mode: 'boolean' })
/** A whole number that may grow past 32 bits. */
export const counter = (name: string) => integer(name)
/** Text in the order of its code points, in which all words of one beginning lie together. */
export const sortedText = (name: string) => text(name)
