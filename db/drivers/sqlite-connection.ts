/** Connections to a SQLite file, with the durability that Gatehouse promises. */
import Database from 'better-sqlite3'

/** SQLite waits for locks by sleeping, which would block every request. */
const NO_SYNCHRONOUS_WAIT = { timeout: 0 }
/** Size to which a large WAL is truncated, in bytes: twice the size at which it is checkpointed. */
const WAL_KEPT_BYTES = 8 * 1024 * 1024

/** Opens `path` for writing. It must exist, unless `create` is set. */
export function openConnection(
  path: string,
  options: { create?: boolean } = {},
): Database.Database {
  const connection = new Database(path, { ...NO_SYNCHRONOUS_WAIT, fileMustExist: !options.create })
  try {
    if (connection.pragma('journal_mode', { simple: true }) !== 'wal') {
      connection.pragma('journal_mode = WAL')
    }
    // better-sqlite3 is built with NORMAL, so a power cut could undo an acknowledged log-out.
    connection.pragma('synchronous = FULL')
    connection.pragma('foreign_keys = ON')
    connection.pragma(`journal_size_limit = ${WAL_KEPT_BYTES}`)
    return connection
  } catch (error) {
    connection.close()
    throw error
  }
}

/** Opens `path`, which must exist, for reading. */
export function openReader(path: string): Database.Database {
  return new Database(path, { ...NO_SYNCHRONOUS_WAIT, readonly: true, fileMustExist: true })
}
