/** Reads, writes and transactions on SQLite. */
import type Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { log } from '@/lib/telemetry/log'
import { Unavailable } from '@/lib/base/unavailable'
import type { Driver, Reader, Unit, Writer } from './driver'
import { openConnection, openReader } from './sqlite-connection'
import { pollEndings, writeEndings } from './sqlite-endings'
import {
  needsReopening,
  isDiskFull,
  retryWhileBusy,
  translated,
  translatedOpening,
  type Patience,
} from './sqlite-errors'
import { watchFile, type FileWatch } from './sqlite-file'
import { endSessionsOfCopy } from './sqlite-mark'
import { reserveOf, type Reserve } from './sqlite-reserve'
import { keepingStatements } from './sqlite-statements'
import { turnsOf } from './sqlite-writer-queue'
import { watchWal } from './sqlite-wal'

/** How long to wait before a damaged file is reopened, in milliseconds. */
const REOPEN_MS = 1000

/** One connection reads and one writes; reads see all earlier commits. */
interface Opened {
  reading: Database.Database
  writing: Database.Database
  reader: Reader
  writer: Writer
  file: FileWatch
  reserve: Reserve
  watchWal: () => void
}

/**
 * The database in the file at `path`, opened at its first use. The file must exist: a new one would
 * be empty, and know of no ended session.
 */
export function openSqlite(path: string): Driver {
  let opened: Opened | undefined
  const turns = turnsOf()

  let brokenAt: number | undefined

  const outage = (error: unknown) => {
    if (needsReopening(error)) brokenAt ??= performance.now()
    return translated(error)
  }
  const open = (patience?: Patience) =>
    retryWhileBusy(() => (opened ??= openBoth(path)), patience).catch((error: unknown) => {
      throw translatedOpening(error)
    })

  return {
    async read(query) {
      const { reader } = await open()
      try {
        return await retryWhileBusy(() => query(reader))
      } catch (error) {
        throw outage(error)
      }
    },
    atomically(work, { ended }) {
      const patience = turns.patience()
      return turns.take(async () => {
        const database = await open(patience)
        try {
          return await withReserve(database, { work, ended, patience, onLocked: turns.lockHad })
        } catch (error) {
          throw outage(error)
        }
      })
    },
    followEndings: (tell) => pollEndings(() => opened?.reading, tell),
    isStale() {
      const isBroken = brokenAt !== undefined && performance.now() - brokenAt > REOPEN_MS
      return isBroken || (opened?.file.hasChanged() ?? false)
    },
    async close() {
      await turns.done()
      if (!opened) return
      const { reading, writing, file } = opened
      reading.close()
      try {
        // The last process to close leaves a single file, without a WAL to replay.
        if (writing.open && !file.hasChanged()) writing.pragma('wal_checkpoint(TRUNCATE)')
      } catch (err) {
        log.warn('The database was left with its write-ahead log', { err })
      }
      writing.close()
    },
  }
}

function openBoth(path: string): Opened {
  const file = watchFile(path)
  const writing = openConnection(path)
  try {
    endSessionsOfCopy(writing, path)
    const reading = openReader(path)
    const reserve = reserveOf(path)
    reserve.isThere()
    return {
      reading,
      writing,
      // Safe because queries use what both dialects have, and tests run them on both.
      reader: drizzle({ client: keepingStatements(reading) }) as unknown as Reader,
      writer: drizzle({ client: keepingStatements(writing) }) as unknown as Writer,
      file,
      reserve,
      watchWal: watchWal(path),
    }
  } catch (error) {
    writing.close()
    throw error
  }
}

interface Transaction<T> {
  work: (writer: Writer) => Promise<T>
  ended: Unit['ended']
  patience: Patience
  onLocked: () => void
}

/** Runs the work. On a full disk, work that ends sessions runs again with the reserved space. */
async function withReserve<T>(database: Opened, transaction: Transaction<T>): Promise<T> {
  try {
    return await attempt(database, transaction)
  } catch (error) {
    if (!isDiskFull(error) || transaction.ended.size === 0) throw error
  }
  // Moving the log into the database may free the log's space.
  database.writing.pragma('wal_checkpoint(TRUNCATE)')
  return attempt(database, transaction, { spendReserve: true })
}

/**
 * better-sqlite3's own transaction() takes no async function (drizzle-orm issue 2275), so BEGIN
 * and COMMIT are written out; `turnsOf` keeps two from interleaving.
 */
async function attempt<T>(
  { writing, writer, file, reserve, watchWal }: Opened,
  { work, ended, patience, onLocked }: Transaction<T>,
  { spendReserve } = { spendReserve: false },
): Promise<T> {
  await retryWhileBusy(() => writing.exec('BEGIN IMMEDIATE'), patience)
  onLocked()
  try {
    if (spendReserve) reserve.spend()
    const result = await work(writer)
    // A write to a deleted file must not be acknowledged.
    if (file.hasChanged({ lookNow: true })) throw new Unavailable('The database')
    writeEndings(writing, ended)
    // What log-outs left of the reserve is for further log-outs.
    if (ended.size === 0 && !reserve.isThere()) throw new Unavailable('Room on the disk')
    writing.exec('COMMIT')
    watchWal()
    return result
  } finally {
    if (writing.inTransaction) writing.exec('ROLLBACK')
  }
}
