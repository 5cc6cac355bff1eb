/** Finds the cost in a stored password hash. */
import { sql, type AnyColumn, type SQL } from 'drizzle-orm'

/**
 * The two digits of the cost in a stored hash, as in `v1$2$$2b$12$…`: a `$` and 53 characters
 * follow. Both databases have these functions and index the result. SQLite's migration is written
 * by hand, since drizzle-kit splits an expression at its commas.
 */
export function costOf(hash: AnyColumn): SQL<string> {
  return sql<string>`substr(${hash}, length(${hash}) - 55, 2)`
}
