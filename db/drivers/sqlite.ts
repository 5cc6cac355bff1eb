/** How SQLite reads, writes and makes one unit of several writes. */
import Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { statSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { Unavailable } from '@/lib/unavailable'
import type { Driver } from './driver'

/** How long a writer waits for its turn and another process's lock, in milliseconds. */
const LOCK_PATIENCE_MS = 1000
/** SQLite waits synchronously and stalls every request, so it may do so only this long at a time. */
const LOCK_STEP_MS = 20

/**
 * Opens the file at `path`, which must exist: a file made here would be an empty database in which
 * nobody was ever signed out.
 *
 * One connection reads and one writes by turns; in WAL mode a reader sees all that was committed
 * before its statement began, and never half a change.
 */
export function openSqlite(path: string): Driver {
  try {
    const writing = openConnection(path)
    const reading = new Database(path, { readonly: true, fileMustExist: true })
    reading.pragma(`busy_timeout = ${LOCK_STEP_MS}`)
    return driverOf(writing, reading, fileIdentity(path))
  } catch (error) {
    throw translated(error)
  }
}

/** A connection that may write, with the promises of durability this product makes. */
export function openConnection(path: string, options: { create?: boolean } = {}) {
  const connection = new Database(path, { fileMustExist: !options.create })
  connection.pragma(`busy_timeout = ${LOCK_STEP_MS}`)
  if (connection.pragma('journal_mode', { simple: true }) !== 'wal') {
    connection.pragma('journal_mode = WAL')
  }
  // better-sqlite3 is built with NORMAL, under which a power cut undoes an acknowledged log-out.
  connection.pragma('synchronous = FULL')
  connection.pragma('foreign_keys = ON')
  return connection
}

function driverOf(
  writing: Database.Database,
  reading: Database.Database,
  file: FileIdentity,
): Driver {
  const reader = drizzle(reading)
  const writer = drizzle(writing)
  let lastTurn: Promise<unknown> = Promise.resolve()

  return {
    async read(query) {
      try {
        return await query(reader)
      } catch (error) {
        throw translated(error)
      }
    },
    atomically(work) {
      // better-sqlite3's own transaction() takes no async function (drizzle-orm issue 2275), so
      // BEGIN and COMMIT are written out, and taking turns keeps two from interleaving.
      const deadline = performance.now() + LOCK_PATIENCE_MS
      const turn = lastTurn.then(async () => {
        await begin(writing, deadline)
        try {
          const result = await work(writer)
          // Into a file that is gone nothing may be acknowledged.
          if (file.hasChanged({ lookNow: true })) throw new Unavailable('The database')
          writing.exec('COMMIT')
          return result
        } catch (error) {
          if (writing.inTransaction) writing.exec('ROLLBACK')
          throw translated(error)
        }
      })
      lastTurn = turn.catch(() => undefined)
      return turn
    },
    isStale: () => file.hasChanged(),
    async close() {
      await lastTurn
      reading.close()
      // The last one out leaves a single file behind, without a WAL to replay.
      if (writing.open && !file.hasChanged()) writing.pragma('wal_checkpoint(TRUNCATE)')
      writing.close()
    },
  }
}

/** How often a file is looked for, in milliseconds. */
const LOOK_STEP_MS = 1000

interface FileIdentity {
  hasChanged(options?: { lookNow: boolean }): boolean
}

/**
 * Tells when the file at `path` was deleted or replaced. SQLite itself would go on reading and
 * writing the one it has open, which is nowhere to be found any more.
 */
function fileIdentity(path: string): FileIdentity {
  const { ino, dev } = statSync(path)
  let lookedAt = performance.now()
  let changed = false
  return {
    hasChanged({ lookNow } = { lookNow: false }) {
      const isFresh = !lookNow && performance.now() - lookedAt < LOOK_STEP_MS
      if (changed || isFresh) return changed
      lookedAt = performance.now()
      const now = statSync(path, { throwIfNoEntry: false })
      changed = now?.ino !== ino || now.dev !== dev
      return changed
    },
  }
}

async function begin(connection: Database.Database, deadline: number): Promise<void> {
  for (;;) {
    try {
      connection.exec('BEGIN IMMEDIATE')
      return
    } catch (error) {
      if (!isBusy(error) || performance.now() > deadline) throw translated(error)
      await sleep(1 + Math.floor(performance.now() % 5))
    }
  }
}

const OUTAGES = /^SQLITE_(BUSY|LOCKED|FULL|IOERR|READONLY|CORRUPT|NOTADB|CANTOPEN|NOMEM|PROTOCOL)/

function isBusy(error: unknown): boolean {
  return codeOf(error).startsWith('SQLITE_BUSY')
}

/** An outage as `Unavailable`, anything else (a bug, a broken constraint) as it is. */
function translated(error: unknown): unknown {
  const isOutage = OUTAGES.test(codeOf(error)) || isFolderMissing(error) || isOtherDatabase(error)
  return isOutage ? new Unavailable('The database', error) : error
}

/** Our tables are not there: somebody put another file in its place. */
function isOtherDatabase(error: unknown): boolean {
  return error instanceof Database.SqliteError && /^no such (table|column)/.test(error.message)
}

function isFolderMissing(error: unknown): boolean {
  return error instanceof TypeError && /directory does not exist/.test(error.message)
}

function codeOf(error: unknown): string {
  const { code } = error as { code?: unknown }
  return typeof code === 'string' ? code : ''
}
