/** How SQLite reads, writes and makes one unit of several writes. */
import type Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { log } from '@/lib/telemetry/log'
import { Unavailable } from '@/lib/base/unavailable'
import type { Driver, Reader, Writer } from './driver'
import { openConnection, openReader } from './sqlite-connection'
import { pollEndings, writeEndings } from './sqlite-endings'
import {
  isBeyondRepair,
  isNoRoom,
  patiently,
  translated,
  translatedOpening,
  type Patience,
} from './sqlite-errors'
import { watchFile, type FileWatch } from './sqlite-file'
import { endSessionsOfCopy } from './sqlite-mark'
import { reserveOf, type Reserve } from './sqlite-reserve'
import { turnsOf } from './sqlite-turns'
import { watchWal } from './sqlite-wal'

/** How long a file that went bad is left alone before it is opened anew, in milliseconds. */
const REOPEN_MS = 1000

/** One connection reads and one writes, by turns; readers see all that was committed before. */
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
 * The database in the file at `path`, opened at its first use. The file must exist: one made here
 * would be an empty database in which nobody was ever signed out.
 */
export function openSqlite(path: string): Driver {
  let opened: Opened | undefined
  const turns = turnsOf()

  let brokenAt: number | undefined

  const outage = (error: unknown) => {
    if (isBeyondRepair(error)) brokenAt ??= performance.now()
    return translated(error)
  }
  const open = (patience?: Patience) =>
    patiently(() => (opened ??= openBoth(path)), patience).catch((error: unknown) => {
      throw translatedOpening(error)
    })

  return {
    async read(query) {
      const { reader } = await open()
      try {
        return await patiently(() => query(reader))
      } catch (error) {
        throw outage(error)
      }
    },
    atomically(work, { ended }) {
      const patience = turns.patience()
      return turns.take(async () => {
        const database = await open(patience)
        try {
          return await inOneUnit(database, { work, ended, patience, onLocked: turns.lockHad })
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
        // The last one out leaves a single file behind, without a WAL to replay.
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
      reader: drizzle(reading) as unknown as Reader,
      writer: drizzle(writing) as unknown as Writer,
      file,
      reserve,
      watchWal: watchWal(path),
    }
  } catch (error) {
    writing.close()
    throw error
  }
}

interface Unit<T> {
  work: (writer: Writer) => Promise<T>
  ended: ReadonlySet<string>
  patience: Patience
  onLocked: () => void
}

/** Does the work; an ending that the disk has no room for gets the room that is kept for it. */
async function inOneUnit<T>(database: Opened, unit: Unit<T>): Promise<T> {
  try {
    return await attempt(database, unit)
  } catch (error) {
    if (!isNoRoom(error) || unit.ended.size === 0) throw error
  }
  // What the log holds may fit into the database, and leaves the log's own room to us.
  database.writing.pragma('wal_checkpoint(TRUNCATE)')
  return attempt(database, unit, { spendReserve: true })
}

/**
 * better-sqlite3's own transaction() takes no async function (drizzle-orm issue 2275), so BEGIN
 * and COMMIT are written out; the turns keep two from interleaving.
 */
async function attempt<T>(
  { writing, writer, file, reserve, watchWal }: Opened,
  { work, ended, patience, onLocked }: Unit<T>,
  { spendReserve } = { spendReserve: false },
): Promise<T> {
  await patiently(() => writing.exec('BEGIN IMMEDIATE'), patience)
  onLocked()
  try {
    if (spendReserve) reserve.spend()
    const result = await work(writer)
    // Into a file that is gone nothing may be acknowledged.
    if (file.hasChanged({ lookNow: true })) throw new Unavailable('The database')
    writeEndings(writing, ended)
    // What log-outs have left of the reserve is for further log-outs.
    if (ended.size === 0 && !reserve.isThere()) throw new Unavailable('Room on the disk')
    writing.exec('COMMIT')
    watchWal()
    return result
  } finally {
    if (writing.inTransaction) writing.exec('ROLLBACK')
  }
}
