import { sql, type DriverValueEncoder } from 'drizzle-orm'

/**
 * A value that a prepared query gets by this name when it runs, written as its column is. (The
 * library writes a bare placeholder as it comes, so that a `Date` would reach the driver.)
 */
export function bound(name: string, column: DriverValueEncoder<unknown, unknown>) {
  return sql.param(sql.placeholder(name), column)
}
