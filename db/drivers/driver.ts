/** What every database driver offers the rest of `db/`. */
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'

export type Reader = Pick<BetterSQLite3Database, 'select' | 'selectDistinct'>
export type Writer = Pick<
  BetterSQLite3Database,
  'select' | 'selectDistinct' | 'insert' | 'update' | 'delete'
>

/** Every method throws `Unavailable` for an outage, so that no other code knows a driver's codes. */
export interface Driver {
  read<T>(query: (db: Reader) => PromiseLike<T>): Promise<T>
  /**
   * Runs `work` with the write lock held: everything it writes is kept, or nothing is. Work that
   * ends sessions has a right to room on a full disk that other work has not, and may then be run
   * a second time; `isEnding` is asked once it has run.
   */
  atomically<T>(work: (writer: Writer) => Promise<T>, isEnding: () => boolean): Promise<T>
  /** True when it must be opened anew: another database lies there, or this one went bad. */
  isStale(): boolean
  close(): Promise<void>
}
