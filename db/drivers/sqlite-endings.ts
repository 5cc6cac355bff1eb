/** Hears of endings that other processes write into the same SQLite file. */
import type Database from 'better-sqlite3'
import type { Ended, EndingReceiver } from './driver'

/** SQLite sends no notices, so the file is polled this often. */
const POLL_MS = 250
/** By then every running process has long heard of an ending. */
const ENDING_LIFE_MS = 600_000

/** Records endings for other processes, inside the transaction that ends the sessions. */
export function writeEndings(connection: Database.Database, userIds: ReadonlySet<Ended>): void {
  if (userIds.size === 0) return
  const now = Date.now()
  connection.prepare('DELETE FROM endings WHERE at < ?').run(now - ENDING_LIFE_MS)
  const insert = connection.prepare('INSERT INTO endings (user_id, at) VALUES (?, ?)')
  for (const userId of userIds) insert.run(userId, now)
}

interface EndingReader {
  /** Users whose sessions were ended since the last call. */
  read(): string[]
}

/**
 * Calls `tell` for each ending that this process or another writes, until the returned function is
 * called or the connection is closed.
 *
 * While nothing is written, a poll costs one `PRAGMA data_version`, some microseconds. While the
 * file cannot be read, polling goes on, and reports afterwards that endings may have been missed.
 */
export function pollEndings(
  connectionNow: () => Database.Database | undefined,
  tell: EndingReceiver,
): () => void {
  let reader: EndingReader | null = null
  let missed = false
  const poll = () => {
    const connection = connectionNow()
    if (!connection) {
      missed = true
      return
    }
    if (!connection.open) return clearInterval(timer)
    let users: (string | null)[]
    try {
      reader ??= endingReader(connection)
      users = reader.read()
    } catch {
      // Requests report the outage.
      missed = true
      return
    }
    if (missed) users = [null]
    missed = false
    for (const userId of users) tell(userId)
  }
  const timer = setInterval(poll, POLL_MS).unref()
  poll()
  return () => clearInterval(timer)
}

function endingReader(connection: Database.Database): EndingReader {
  // It changes with every commit of another connection, including our writer.
  const version = connection.prepare('PRAGMA data_version').pluck()
  const since = connection.prepare<[number], { id: number; userId: string }>(
    'SELECT id, user_id AS userId FROM endings WHERE id > ? ORDER BY id',
  )
  let seen = version.get()
  // Ids are never reused, and writers take turns, so later rows have larger ids.
  let last = Number(connection.prepare('SELECT coalesce(max(id), 0) FROM endings').pluck().get())
  return {
    read() {
      const now = version.get()
      if (now === seen) return []
      const rows = since.all(last)
      seen = now
      last = rows.at(-1)?.id ?? last
      return [...new Set(rows.map(({ userId }) => userId))]
    },
  }
}
