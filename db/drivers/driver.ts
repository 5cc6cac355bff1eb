/** What every database driver offers the rest of `db/`. */
import type { NodePgDatabase } from 'drizzle-orm/node-postgres'

export type Reader = Pick<NodePgDatabase, 'select' | 'selectDistinct'>
export type Writer = Pick<
  NodePgDatabase,
  'select' | 'selectDistinct' | 'insert' | 'update' | 'delete'
>

/** In place of a user's id: the sessions of all of them were ended. */
export const EVERYONE = '*'

/** Hears whose sessions were ended; null where that may have been missed, of anybody. */
export type TellEnding = (userId: string | null) => void

/**
 * What a transaction has to itself: a user with everything of theirs; who holds which role; the
 * chain of the audit log; the key ring. SQLite has one writer at a time anyway.
 */
export type Lock = `user ${string}` | 'roles' | 'audit' | 'keys'

export interface Unit {
  /** What it has to itself; null for everything. */
  locks: readonly Lock[] | null
  /**
   * Whose sessions it ends, as the work says while it runs. Other processes are told, and endings
   * have a right to room on a full disk that other work has not.
   */
  ended: ReadonlySet<string>
}

/** Every method throws `Unavailable` for an outage, so that no other code knows a driver's codes. */
export interface Driver {
  read<T>(query: (db: Reader) => PromiseLike<T>): Promise<T>
  /**
   * Runs `work` as one unit: everything it writes is kept, or nothing is. It may run again from
   * its beginning, so it must do nothing but read and write.
   */
  atomically<T>(work: (writer: Writer) => Promise<T>, unit: Unit): Promise<T>
  /** Tells of every ending that any process announces, until it is stopped or closed. */
  followEndings(tell: TellEnding): () => void
  /** True when it must be opened anew: another database lies there, or this one went bad. */
  isStale(): boolean
  close(): Promise<void>
}
