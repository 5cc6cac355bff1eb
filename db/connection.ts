/** The open database: `read`, `write`, `transaction`, and notices of ended sessions. */
import { AsyncLocalStorage } from 'node:async_hooks'
import { env } from '@/lib/base/env'
import type { UserId } from '@/lib/base/ids'
import { processWide } from '@/lib/base/process-wide'
import { log } from '@/lib/telemetry/log'
import { count, timed } from '@/lib/telemetry/metrics'
import { isUnavailable } from '@/lib/base/unavailable'
import {
  EVERYONE,
  type Driver,
  type Ended,
  type Lock,
  type Reader,
  type EndingListener,
  type Writer,
} from './drivers/driver'
import { openPostgres } from './drivers/postgres'
import { openSqlite } from './drivers/sqlite'
import { EndingListeners } from './ending-listeners'
import { useTables, type DatabaseKind } from './tables'

export { EVERYONE, type Lock }

interface State {
  driver: Driver | undefined
  cache: Map<string, unknown>
  readonly open: AsyncLocalStorage<OpenTransaction>
  /** How many transactions run. */
  running: number
  readonly followers: EndingListeners
}

interface OpenTransaction {
  /** Null once it has ended. */
  writer: Writer | null
  /** Users whose sessions it ends. */
  readonly ended: Set<Ended>
  /** Run after the commit. */
  readonly afterCommit: (() => void)[]
}

// Process-wide: two writers in one process would wait for each other's lock.
const state = processWide<State>('database', () => ({
  driver: undefined,
  cache: new Map(),
  open: new AsyncLocalStorage(),
  running: 0,
  followers: new EndingListeners(driver),
}))

/** Not process-wide: Next.js may load `db/tables` more than once, each without a kind. */
let tablesKind: DatabaseKind | undefined

function driver(): Driver {
  const current = state()
  const { databaseKind } = env()
  if (tablesKind !== databaseKind) useTables((tablesKind = databaseKind))
  if (current.driver?.isStale()) closeStale(current)
  return (current.driver ??= openDriver())
}

function openDriver(): Driver {
  const { databaseKind, databaseFile, databaseUrl } = env()
  return databaseKind === 'postgres' ? openPostgres(databaseUrl) : openSqlite(databaseFile)
}

/** Closes a database file that was deleted, replaced or damaged; the next call opens it again. */
function closeStale(current: State): void {
  log.error('The database file was deleted, replaced or damaged, and is opened anew')
  current.driver?.close().catch(() => undefined)
  current.driver = undefined
  current.cache = new Map()
}

/**
 * Runs a query that only reads. Inside `transaction` it sees that transaction's own writes.
 *
 * @throws Unavailable when the database cannot answer.
 */
export async function read<T>(query: (db: Reader) => PromiseLike<T>): Promise<T> {
  const writer = state().open.getStore()?.writer
  return writer ? await query(writer) : measured('read', () => driver().read(query))
}

/** Like `read`, with a prepared query that is built once while the database is open. */
export async function readPrepared<Query, T>(
  name: string,
  prepare: (db: Reader) => Query,
  run: (query: Query) => PromiseLike<T>,
): Promise<T> {
  const writer = state().open.getStore()?.writer
  if (writer) return await run(prepare(writer))
  return measured('read', () => driver().read((db) => run(whileOpen(name, () => prepare(db)))))
}

/**
 * Runs a query that changes rows.
 *
 * @throws Error outside `transaction`, so that no write skips its checks and its audit event.
 */
export async function write<T>(query: (db: Writer) => PromiseLike<T>): Promise<T> {
  const writer = state().open.getStore()?.writer
  if (!writer) throw new Error('A query that writes was called outside transaction()')
  return await query(writer)
}

/** What other transactions must not touch meanwhile; on SQLite it is always `all`. */
export type Locks = 'all' | 'none' | readonly Lock[]

/**
 * Runs `work`, and commits all of its writes or none.
 *
 * `work` may await only queries (no hashing, mail or network), since other writers wait. It may run
 * again from its beginning, so it must have no other effects. A call inside another transaction
 * joins it.
 *
 * @param options.locks must cover what `work` decides by, unless a constraint does.
 * @throws Unavailable when a lock or the disk is unavailable; nothing has changed then.
 */
export async function transaction<T>(
  options: { readonly locks: Locks },
  work: () => Promise<T>,
): Promise<T> {
  const current = state()
  const { open, followers } = current
  if (open.getStore()?.writer) return work()
  const locks = toLock(options.locks)
  const ended = new Set<Ended>()
  let callbacks: OpenTransaction['afterCommit'] = []
  const perform = async (writer: Writer) => {
    const mine: OpenTransaction = { writer, ended, afterCommit: (callbacks = []) }
    current.running += 1
    try {
      return await open.run(mine, work)
    } finally {
      // Anything that `work` left running must not write into a later transaction.
      mine.writer = null
      current.running -= 1
      // Up to Node.js 22, every promise of the process would go on to carry it.
      if (current.running === 0) open.disable()
    }
  }
  const result = await measured('transaction', () => driver().atomically(perform, { locks, ended }))
  for (const userId of ended) followers.tell(userId)
  for (const act of callbacks) act()
  return result
}

function toLock(locks: Locks): readonly Lock[] | null {
  if (locks === 'all') return null
  return locks === 'none' ? [] : locks
}

/**
 * Runs `act` after the open transaction commits, and never if it rolls back: for metrics and
 * notices, since the work itself may run again. It must not throw.
 */
export function afterCommit(act: () => void): void {
  const current = state().open.getStore()
  if (!current?.writer) throw new Error('There is no transaction to be kept')
  current.afterCommit.push(act)
}

async function measured<T>(operation: 'read' | 'transaction', work: () => Promise<T>): Promise<T> {
  try {
    return await timed('database', { operation }, work)
  } catch (error) {
    if (isUnavailable(error)) count('databaseFailures', { operation })
    throw error
  }
}

/**
 * Announces that the open transaction ends sessions of a user, or of `EVERYONE`. Call it before
 * the writes, which may then use the reserved space on a full disk. Listeners in this process hear
 * of it after the commit, other processes within a second.
 */
export function announceEnding(ended: Ended): void {
  const current = state().open.getStore()
  if (!current?.writer) throw new Error('An ending was announced outside transaction()')
  current.ended.add(ended)
}

/**
 * Calls `tell` for each ending that any process announces from now on, with the user whose sessions
 * to check again. One ending may be told twice.
 *
 * @param tell called with null when endings may have been missed, as after an outage: then check
 *   every session. It must not throw.
 * @returns a function that stops it.
 */
export function listenToEndings(tell: EndingListener): () => void {
  return state().followers.add(tell)
}

/** Locks a user and all of their rows. */
export function lockOf(userId: UserId): Lock[] {
  return [`user ${userId}`]
}

/**
 * A value that stays in memory while this database is open: only for what never changes, such as a
 * key by its id, and never for the state of a user or session.
 */
export function whileOpen<T>(name: string, make: () => T): T {
  const { cache } = state()
  if (!cache.has(name)) cache.set(name, make())
  // Safe because each name is used in one place, with one type.
  return cache.get(name) as T
}

/** Forgets the values of `whileOpen`, for tests that give the open database other rows. */
export function forgetWhileOpen(): void {
  state().cache = new Map()
}

/** Closes the database, if it is open. SQLite leaves a single file, without a WAL. */
export async function closeDatabase(): Promise<void> {
  const closing = state().driver
  state().driver = undefined
  forgetWhileOpen()
  await closing?.close()
}
