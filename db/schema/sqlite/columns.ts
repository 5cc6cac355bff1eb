/** Column types on SQLite. */
import { integer, text } from 'drizzle-orm/sqlite-core'

/** A point in time, in milliseconds since 1970. */
export const moment = (name: string) => integer(name, { mode: 'timestamp_ms' })
export const flag = (name: string) => integer(name, { mode: 'boolean' })
/** A whole number that may grow past 32 bits. */
export const counter = (name: string) => integer(name)
/** Text sorted by code point, so that words with the same beginning are adjacent. */
export const sortedText = (name: string) => text(name)
