/** Moves an installation from a SQLite file to a PostgreSQL database. */
import Database from 'better-sqlite3'
import { asc, count, getTableColumns, getTableName, gt } from 'drizzle-orm'
import { drizzle as drizzleSqlite } from 'drizzle-orm/better-sqlite3'
import { drizzle as drizzlePostgres } from 'drizzle-orm/node-postgres'
import type { PgTable } from 'drizzle-orm/pg-core'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import type { Reader, Writer } from './drivers/driver'
import { connect } from './drivers/postgres-connection'
import { migrateSqlite } from './migrate'
import { migratePostgres } from './migrate-postgres'
import { postgresDialect, sqliteDialect } from './schema/dialects'
import { tablesOf } from './schema/tables'

/** `endings` is not among them: its rows live for minutes. */
const sqlite = tablesOf(sqliteDialect)
const postgres = tablesOf(postgresDialect)
// Safe because these are all of its keys. Referenced tables come first.
const NAMES = Object.keys(postgres) as (keyof typeof postgres)[]
/** Rows per statement, which takes 65,535 values at most. */
const PAGE = 1000

export interface CopiedTable {
  name: string
  rows: number
  /** Of all rows, in any order. */
  checksum: string
}

type Row = Record<string, unknown>

/**
 * Copies the SQLite file at `file`, sessions included, to the PostgreSQL database at `url`. Both
 * are migrated first. Copies everything or nothing.
 *
 * @throws Error with a sentence for people: when the file is in use, the target is not empty, or a
 *   row differs after the copy.
 */
export async function copyDatabase(file: string, url: string): Promise<CopiedTable[]> {
  if (!existsSync(file)) throw new Error(`There is no database ${file}.`)
  await migrateSqlite(file)
  const source = openAlone(file)
  try {
    await migratePostgres(url)
    return await inOneTransaction(url, (target) => copyTables(drizzleSqlite(source), target))
  } finally {
    source.close()
  }
}

/** @throws Error while another program has the file open: its writes would be lost. */
function openAlone(file: string): Database.Database {
  const connection = new Database(file, { timeout: 0, fileMustExist: true })
  try {
    connection.pragma('locking_mode = EXCLUSIVE')
    connection.exec('BEGIN IMMEDIATE')
    return connection
  } catch (error) {
    connection.close()
    const isBusy = error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')
    if (!isBusy) throw error
    throw new Error(`The database ${file} is in use: stop Gatehouse first.`, { cause: error })
  }
}

async function inOneTransaction<T>(url: string, work: (db: Writer) => Promise<T>): Promise<T> {
  const client = await connect({ connectionString: url })
  try {
    await client.query('BEGIN')
    // A server that starts on the target meanwhile waits, then finds an installation.
    const names = NAMES.map((name) => getTableName(postgres[name])).join(', ')
    await client.query(`LOCK TABLE ${names} IN ACCESS EXCLUSIVE MODE`)
    const result = await work(drizzlePostgres(client))
    await client.query('COMMIT')
    return result
  } finally {
    // Closing the connection rolls back what was not committed.
    await client.end()
  }
}

async function copyTables(
  source: ReturnType<typeof drizzleSqlite>,
  target: Writer,
): Promise<CopiedTable[]> {
  for (const name of NAMES) await requireEmpty(target, postgres[name])
  const copied: CopiedTable[] = []
  for (const name of NAMES) {
    const sent = new Checksum()
    // Safe because this query is the same in both databases.
    for await (const rows of pages(source as unknown as Reader, sqlite[name])) {
      await insert(target, postgres[name], rows)
      sent.add(rows)
    }
    const arrived = new Checksum()
    for await (const rows of pages(target, postgres[name])) arrived.add(rows)
    const table = { name: getTableName(postgres[name]), ...sent.total() }
    if (arrived.total().checksum !== table.checksum) {
      throw new Error(`The table ${table.name} did not arrive as it was; nothing was copied.`)
    }
    copied.push(table)
  }
  return copied
}

async function insert(target: Writer, table: PgTable, rows: Row[]): Promise<void> {
  try {
    await target.insert(table).values(rows)
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
    const text = cause instanceof Error ? cause.message : String(cause)
    const name = getTableName(table)
    throw new Error(`The table ${name} cannot be copied: ${text}. Nothing was copied.`, { cause })
  }
}

async function requireEmpty(target: Reader, table: PgTable): Promise<void> {
  const [found] = await target.select({ rows: count() }).from(table)
  if (found?.rows === 0) return
  throw new Error(
    `The target is not empty: there are ${found?.rows} rows in ${getTableName(table)}. Nothing was copied.`,
  )
}

/** All rows by primary key, a page at a time. */
async function* pages(db: Reader, table: PgTable): AsyncGenerator<Row[]> {
  const key = Object.entries(getTableColumns(table)).find(([, column]) => column.primary)
  if (!key) throw new Error(`The table ${getTableName(table)} has no primary key`)
  const [name, column] = key
  let last: unknown
  for (;;) {
    const rows: Row[] = await db
      .select()
      .from(table)
      .where(last === undefined ? undefined : gt(column, last))
      .orderBy(asc(column))
      .limit(PAGE)
    if (rows.length === 0) return
    yield rows
    last = rows.at(-1)?.[name]
  }
}

/** A checksum that ignores the order of rows, which differs between databases. */
class Checksum {
  private rows = 0
  private sum = 0n

  add(rows: Row[]): void {
    this.rows += rows.length
    for (const row of rows) {
      const text = JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)))
      const hash = createHash('sha256').update(text).digest('hex')
      this.sum = BigInt.asUintN(256, this.sum + BigInt(`0x${hash}`))
    }
  }

  total(): { rows: number; checksum: string } {
    return { rows: this.rows, checksum: `${this.rows}-${this.sum.toString(16).padStart(64, '0')}` }
  }
}
