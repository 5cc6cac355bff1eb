/** What every database driver offers the rest of `db/`. */
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'

export type Reader = Pick<BetterSQLite3Database, 'select' | 'selectDistinct'>
export type Writer = Pick<
  BetterSQLite3Database,
  'select' | 'selectDistinct' | 'insert' | 'update' | 'delete'
>

/** Hears whose sessions were ended; null where that may have been missed, of anybody. */
export type TellEnding = (userId: string | null) => void

/** Every method throws `Unavailable` for an outage, so that no other code knows a driver's codes. */
export interface Driver {
  read<T>(query: (db: Reader) => PromiseLike<T>): Promise<T>
  /**
   * Runs `work` with the write lock held: everything it writes is kept, or nothing is. It may run
   * again from its beginning, so it must do nothing but read and write.
   *
   * @param ended whose sessions it ends, as `work` says while it runs. Other processes are told, and
   *   endings have a right to room on a full disk that other work has not.
   */
  atomically<T>(work: (writer: Writer) => Promise<T>, ended: ReadonlySet<string>): Promise<T>
  /** Tells of every ending that any process announces, until it is stopped or closed. */
  followEndings(tell: TellEnding): () => void
  /** True when it must be opened anew: another database lies there, or this one went bad. */
  isStale(): boolean
  close(): Promise<void>
}
