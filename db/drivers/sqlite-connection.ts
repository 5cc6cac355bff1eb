/** Connections to a SQLite file, with the promises of durability this product makes. */
import Database from 'better-sqlite3'

/** SQLite waits for locks by sleeping, and every request would sleep along. */
const NO_SYNCHRONOUS_WAIT = { timeout: 0 }
/** What a WAL that had grown is cut down to, in bytes: twice what one is checkpointed at. */
const WAL_KEPT_BYTES = 8 * 1024 * 1024

/** Opens `path` for writing. It must exist, unless this is the moment to make it. */
export function openConnection(
  path: string,
  options: { create?: boolean } = {},
): Database.Database {
  const connection = new Database(path, { ...NO_SYNCHRONOUS_WAIT, fileMustExist: !options.create })
  try {
    if (connection.pragma('journal_mode', { simple: true }) !== 'wal') {
      connection.pragma('journal_mode = WAL')
    }
    // better-sqlite3 is built with NORMAL, under which a power cut undoes an acknowledged log-out.
    connection.pragma('synchronous = FULL')
    connection.pragma('foreign_keys = ON')
    connection.pragma(`journal_size_limit = ${WAL_KEPT_BYTES}`)
    return connection
  } catch (error) {
    connection.close()
    throw error
  }
}

/** Opens `path`, which must exist, for queries that only look. */
export function openReader(path: string): Database.Database {
  return new Database(path, { ...NO_SYNCHRONOUS_WAIT, readonly: true, fileMustExist: true })
}
