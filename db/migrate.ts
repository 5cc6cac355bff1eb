/** Brings the database to the schema that this version expects. */
import Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import { readMigrationFiles, type MigrationConfig } from 'drizzle-orm/migrator'
import { existsSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { env } from '@/lib/base/env'
import { log } from '@/lib/telemetry/log'
import { openConnection } from './drivers/sqlite-connection'
import { ensureMark, markOf } from './drivers/sqlite-mark'
import { notWritable, databasePathFault } from './drivers/sqlite-path'
import { migratePostgres } from './migrate-postgres'

/** Several instances may start at once: the second finds the work done at its next attempt. */
const ATTEMPTS = 20
const PAUSE_MS = 100

const DAMAGED = 'database disk image is malformed'

/**
 * Applies the missing migrations, and creates the file of a SQLite database if there is none.
 *
 * @throws Error with a sentence for people.
 */
export async function migrateDatabase(): Promise<void> {
  const { databaseKind, databaseFile, databaseUrl } = env()
  if (databaseKind === 'postgres') await migratePostgres(databaseUrl)
  else await migrateSqlite(databaseFile)
}

export async function migrateSqlite(file: string): Promise<void> {
  const refusal = databasePathFault(file)
  if (refusal) throw new Error(refusal)
  refuseToReplaceLost(file)
  for (let attempt = 1; ; attempt += 1) {
    try {
      mkdirSync(dirname(file), { recursive: true })
      applyMigrations(file)
      return ensureMark(file)
    } catch (error) {
      if (attempt >= ATTEMPTS || !isRace(error))
        throw new Error(explanation(file, error), { cause: error })
      await sleep(PAUSE_MS)
    }
  }
}

/** An empty database in place of a lost one would look like a first start and lock out users. */
function refuseToReplaceLost(file: string): void {
  if (existsSync(file) || !existsSync(markOf(file))) return
  throw new Error(
    `The database ${file} is gone: restore it from a backup, ` +
      `or remove ${markOf(file)} to begin with an empty one.`,
  )
}

function applyMigrations(file: string): void {
  const connection = openConnection(file, { create: true })
  try {
    const config = { migrationsFolder: join(process.cwd(), 'db/migrations/sqlite') }
    requireSound(connection)
    if (isNewer(connection, config)) {
      log.warn(`The database ${file} was used by a newer version of Gatehouse.`)
    }
    migrate(drizzle(connection), config)
  } finally {
    connection.close()
  }
}

/** @throws Error for a database that is read-only or damaged. */
function requireSound(connection: Database.Database): void {
  // SQLite reports a read-only file only at a write.
  connection.exec('BEGIN IMMEDIATE; PRAGMA user_version = 1; ROLLBACK')
  if (connection.pragma('quick_check(1)', { simple: true }) !== 'ok') throw new Error(DAMAGED)
}

/** Not a fault: migrations only add, so older versions still work (`db/schema/schema.test.ts`). */
function isNewer(connection: Database.Database, config: MigrationConfig): boolean {
  const known = readMigrationFiles(config).map(({ folderMillis }) => folderMillis)
  return newestAppliedTo(connection) > Math.max(...known)
}

function newestAppliedTo(connection: Database.Database): number {
  const table = "SELECT 1 FROM sqlite_schema WHERE name = '__drizzle_migrations'"
  if (!connection.prepare(table).get()) return 0
  return Number(
    connection.prepare('SELECT max(created_at) FROM __drizzle_migrations').pluck().get(),
  )
}

/** Another instance holds the lock, or has just created the same table. */
function isRace(error: unknown): boolean {
  if (!(error instanceof Database.SqliteError) && !(error instanceof Error)) return false
  const text = `${'code' in error ? String(error.code) : ''} ${error.message} ${causeOf(error)}`
  return /SQLITE_BUSY|already exists|duplicate column/.test(text)
}

function explanation(file: string, error: unknown): string {
  const code = error instanceof Database.SqliteError ? error.code : ''
  const text = `${code} ${error instanceof Error ? error.message : ''} ${causeOf(error)}`
  if (/EACCES|EROFS|EPERM|SQLITE_READONLY|SQLITE_CANTOPEN|readonly/.test(text)) {
    return notWritable(file)
  }
  if (/not a database|malformed|SQLITE_CORRUPT/.test(text)) {
    return `The database ${file} is damaged or is not a SQLite file: restore it from a backup.`
  }
  if (text.includes('SQLITE_BUSY')) {
    return `The database ${file} is locked by another program: close that one and start again.`
  }
  if (/ENOSPC|EDQUOT|SQLITE_FULL|SQLITE_IOERR_WRITE/.test(text)) {
    return `The database ${file} cannot be written: the disk is full.`
  }
  return `The database ${file} cannot be opened: ${text.trim()}`
}

function causeOf(error: unknown): string {
  return error instanceof Error && error.cause instanceof Error
    ? `${'code' in error.cause ? String(error.cause.code) : ''} ${error.cause.message}`
    : ''
}
