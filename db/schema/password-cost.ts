/** Where a stored password hash tells its cost. */
import { sql, type AnyColumn, type SQL } from 'drizzle-orm'

/**
 * The two digits of the cost in a stored hash, as in `v1$2$$2b$12$…`: 53 characters follow them and
 * their `$`. Both databases know these functions, and both index what they make
 * (SQLite's migration is written by hand: drizzle-kit cuts an expression at its commas).
 */
export function costOf(hash: AnyColumn): SQL<string> {
  return sql<string>`substr(${hash}, length(${hash}) - 55, 2)`
}
