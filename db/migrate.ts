/** Brings the database to the shape this version expects. */
import Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { env } from '@/lib/env'
import { openConnection } from './drivers/sqlite'

/** Several copies may start at once: who comes second finds the work done at its next try. */
const TRIES = 20
const PAUSE_MS = 100

/**
 * Makes the database if there is none and applies the migrations it has not seen.
 *
 * @throws Error with a sentence for people.
 */
export async function migrateDatabase(file = env().databaseFile): Promise<void> {
  refuseToReplaceALostOne(file)
  for (let tried = 1; ; tried += 1) {
    try {
      mkdirSync(dirname(file), { recursive: true })
      applyMigrations(file)
      return writeFileSync(markOf(file), MARK)
    } catch (error) {
      if (tried >= TRIES || !isRace(error))
        throw new Error(explanation(file, error), { cause: error })
      await sleep(PAUSE_MS)
    }
  }
}

const MARK = `There is a Gatehouse database beside this file. Should it be lost, restore it from a backup.
Remove this file to begin with an empty one, in which nobody has an account.
`

function markOf(file: string): string {
  return `${file}.mark`
}

/** An empty database in the place of a lost one would look like a start, and lock everyone out. */
function refuseToReplaceALostOne(file: string): void {
  if (existsSync(file) || !existsSync(markOf(file))) return
  throw new Error(
    `The database ${file} is gone: restore it from a backup, ` +
      `or remove ${markOf(file)} to begin with an empty one.`,
  )
}

function applyMigrations(file: string): void {
  const connection = openConnection(file, { create: true })
  try {
    migrate(drizzle(connection), { migrationsFolder: join(process.cwd(), 'db/migrations/sqlite') })
  } finally {
    connection.close()
  }
}

/** Another copy holds the lock, or has just made the very table that this one was about to make. */
function isRace(error: unknown): boolean {
  if (!(error instanceof Database.SqliteError) && !(error instanceof Error)) return false
  const text = `${'code' in error ? String(error.code) : ''} ${error.message} ${causeOf(error)}`
  return /SQLITE_BUSY|already exists|duplicate column/.test(text)
}

function explanation(file: string, error: unknown): string {
  const code = error instanceof Database.SqliteError ? error.code : ''
  const text = `${code} ${error instanceof Error ? error.message : ''} ${causeOf(error)}`
  if (/EACCES|EROFS|EPERM|SQLITE_READONLY|SQLITE_CANTOPEN|readonly/.test(text)) {
    return `The database ${file} cannot be written: check the owner and mode of the file and its folder.`
  }
  if (/not a database|malformed|SQLITE_CORRUPT/.test(text)) {
    return `The database ${file} is damaged or is not a SQLite file: restore it from a backup.`
  }
  return `The database ${file} cannot be opened: ${text.trim()}`
}

function causeOf(error: unknown): string {
  return error instanceof Error && error.cause instanceof Error
    ? `${'code' in error.cause ? String(error.cause.code) : ''} ${error.cause.message}`
    : ''
}
