/** What every database driver offers the rest of `db/`. */
import type { NodePgDatabase } from 'drizzle-orm/node-postgres'
import type { UserId } from '@/lib/base/ids'

export type Reader = Pick<NodePgDatabase, 'select' | 'selectDistinct'>
export type Writer = Pick<
  NodePgDatabase,
  'select' | 'selectDistinct' | 'insert' | 'update' | 'delete'
>

/** In place of a user's id: the sessions of all users were ended. */
export const EVERYONE = '*'

/** Whose sessions were ended. */
export type Ended = UserId | typeof EVERYONE

/** Gets the user whose sessions were ended; null when endings of any user may have been missed. */
export type EndingListener = (userId: UserId | null) => void

/** Gets an ending as another process wrote it, or null like an `EndingListener`. */
export type EndingReceiver = (ended: string | null) => void

/**
 * What a transaction can lock: a user with all of their rows; the role grants; the audit chain; the
 * key ring. SQLite has one writer at a time anyway.
 */
export type Lock = `user ${UserId}` | 'roles' | 'audit' | 'keys'

export interface Unit {
  /** What it locks; null for the whole database. */
  locks: readonly Lock[] | null
  /**
   * Users whose sessions it ends; the work adds them while it runs. Other processes are told, and
   * such a transaction may use the reserved space on a full disk.
   */
  ended: ReadonlySet<Ended>
}

/** Every method throws `Unavailable` for an outage, so no other code needs a driver's codes. */
export interface Driver {
  read<T>(query: (db: Reader) => PromiseLike<T>): Promise<T>
  /**
   * Runs `work` and commits all of its writes or none. It may run again from its beginning, so it
   * must only read and write.
   */
  atomically<T>(work: (writer: Writer) => Promise<T>, unit: Unit): Promise<T>
  /** Calls `tell` for every ending that any process announces, until stopped or closed. */
  followEndings(tell: EndingReceiver): () => void
  /** True when it must be reopened: the database was replaced or damaged. */
  isStale(): boolean
  close(): Promise<void>
}
