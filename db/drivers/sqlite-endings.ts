/** How a process hears of the endings that other processes write into the same SQLite file. */
import type Database from 'better-sqlite3'
import type { TellEnding } from './driver'

/** SQLite sends no messages, so the file is looked at this often. */
const POLL_MS = 250
/** Every process that runs has long heard of an ending by then. */
const ENDING_LIFE_MS = 600_000

/** Leaves a message for the other processes, inside the transaction that ends the sessions. */
export function writeEndings(connection: Database.Database, userIds: ReadonlySet<string>): void {
  if (userIds.size === 0) return
  const now = Date.now()
  connection.prepare('DELETE FROM endings WHERE at < ?').run(now - ENDING_LIFE_MS)
  const insert = connection.prepare('INSERT INTO endings (user_id, at) VALUES (?, ?)')
  for (const userId of userIds) insert.run(userId, now)
}

interface News {
  /** The users of endings that were written since the last call. */
  read(): string[]
}

/**
 * Tells of each ending that is written from now on, by this process or another, until the returned
 * function is called or the connection is closed.
 *
 * While nothing is written a look costs one `PRAGMA data_version`, some microseconds. While the
 * file cannot be read it goes on trying, and says afterwards that some may have been missed.
 */
export function pollEndings(
  connectionNow: () => Database.Database | undefined,
  tell: TellEnding,
): () => void {
  let news: News | null = null
  let missed = false
  const look = () => {
    const connection = connectionNow()
    if (!connection) {
      missed = true
      return
    }
    if (!connection.open) return clearInterval(timer)
    let users: (string | null)[]
    try {
      news ??= newsOf(connection)
      users = news.read()
    } catch {
      // Whoever asks the database for anything else reports the outage.
      missed = true
      return
    }
    if (missed) users = [null]
    missed = false
    for (const userId of users) tell(userId)
  }
  const timer = setInterval(look, POLL_MS).unref()
  look()
  return () => clearInterval(timer)
}

function newsOf(connection: Database.Database): News {
  // It changes with every commit of another connection, ours for writing among them.
  const version = connection.prepare('PRAGMA data_version').pluck()
  const since = connection.prepare<[number], { id: number; userId: string }>(
    'SELECT id, user_id AS userId FROM endings WHERE id > ? ORDER BY id',
  )
  let seen = version.get()
  // Ids are never given twice, and writers take turns: none that comes later has a smaller one.
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
