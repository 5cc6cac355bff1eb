/** The database in use: `read`, `write`, `transaction`, and who is told of endings. */
import { AsyncLocalStorage } from 'node:async_hooks'
import { env } from '@/lib/base/env'
import { processWide } from '@/lib/base/process-wide'
import { log } from '@/lib/telemetry/log'
import { count, timed } from '@/lib/telemetry/metrics'
import { isUnavailable } from '@/lib/base/unavailable'
import {
  EVERYONE,
  type Driver,
  type Lock,
  type Reader,
  type TellEnding,
  type Writer,
} from './drivers/driver'
import { openPostgres } from './drivers/postgres'
import { openSqlite } from './drivers/sqlite'
import { Followers } from './followers'
import { useTables, type DatabaseKind } from './tables'

export { EVERYONE, type Lock }

interface State {
  driver: Driver | undefined
  memory: Map<string, unknown>
  readonly open: AsyncLocalStorage<Held>
  readonly followers: Followers
}

/** The open transaction. */
interface Held {
  /** Gone once it has ended. */
  writer: Writer | null
  /** Whose sessions it ends. */
  readonly ended: Set<string>
  /** What is to be done once it is kept. */
  readonly afterwards: (() => void)[]
}

// Two writers in one process would wait for each other's lock.
const state = processWide<State>('database', () => ({
  driver: undefined,
  memory: new Map(),
  open: new AsyncLocalStorage(),
  followers: new Followers(driver),
}))

/** Next.js may load the tables more than once as well, and each copy must know. */
let tablesOf: DatabaseKind | undefined

function driver(): Driver {
  const current = state()
  const { databaseKind } = env()
  if (tablesOf !== databaseKind) useTables((tablesOf = databaseKind))
  if (current.driver?.isStale()) leave(current)
  return (current.driver ??= open())
}

function open(): Driver {
  const { databaseKind, databaseFile, databaseUrl } = env()
  return databaseKind === 'postgres' ? openPostgres(databaseUrl) : openSqlite(databaseFile)
}

/** Lets a database go that was deleted, replaced or damaged: the next call opens what lies there. */
function leave(current: State): void {
  log.error('The database file was deleted, replaced or damaged, and is opened anew')
  current.driver?.close().catch(() => undefined)
  current.driver = undefined
  current.memory = new Map()
}

/**
 * Runs a query that only looks. Inside `transaction` it sees that transaction's own writes.
 *
 * @throws Unavailable when the database cannot answer.
 */
export async function read<T>(query: (db: Reader) => PromiseLike<T>): Promise<T> {
  const writer = state().open.getStore()?.writer
  return writer ? await query(writer) : measured('read', () => driver().read(query))
}

/**
 * The same for a query that is worth preparing: built once for as long as the database is open.
 */
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
 * @throws Error when called outside `transaction`, so that no write can slip past the rules and
 *   the record that belong to it.
 */
export async function write<T>(query: (db: Writer) => PromiseLike<T>): Promise<T> {
  const writer = state().open.getStore()?.writer
  if (!writer) throw new Error('A query that writes was called outside transaction()')
  return await query(writer)
}

/**
 * Runs `work` as one unit that has the whole database to itself: everything it writes is kept, or
 * nothing is.
 *
 * `work` may await queries and nothing slower (no hashing, mail or network), for every other
 * writer waits; and it may run again from its beginning, so it changes nothing else. A call inside
 * another transaction joins the outer one.
 *
 * @throws Unavailable when the lock or the disk cannot be had; nothing has changed then.
 */
export async function transaction<T>(work: () => Promise<T>): Promise<T> {
  return unit(null, work)
}

/**
 * The same for work that needs only some things to itself, so that many machines do it side by
 * side: what it decides by must belong to `locks`, or be held by a constraint.
 */
export async function transactionOver<T>(
  locks: readonly Lock[],
  work: () => Promise<T>,
): Promise<T> {
  return unit(locks, work)
}

async function unit<T>(locks: readonly Lock[] | null, work: () => Promise<T>): Promise<T> {
  const { open, followers } = state()
  if (open.getStore()?.writer) return work()
  const ended = new Set<string>()
  let kept: Held['afterwards'] = []
  const perform = async (writer: Writer) => {
    const held: Held = { writer, ended, afterwards: (kept = []) }
    try {
      return await open.run(held, work)
    } finally {
      // Whatever `work` left running would write into somebody else's transaction.
      held.writer = null
    }
  }
  const result = await measured('transaction', () => driver().atomically(perform, { locks, ended }))
  for (const userId of ended) followers.tell(userId)
  for (const act of kept) act()
  return result
}

/**
 * Runs `act` once the open transaction is kept, and never if it is not: for what counts or tells of
 * it, since the work itself may run again. It must not throw.
 */
export function whenKept(act: () => void): void {
  const held = state().open.getStore()
  if (!held?.writer) throw new Error('There is no transaction to be kept')
  held.afterwards.push(act)
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
 * Says, before it writes, that the open transaction ends sessions of `userId`, or of `EVERYONE`. Whoever follows
 * hears of it: this process once the transaction is kept, others within a second. On a full disk it
 * may use the room that is kept for endings.
 */
export function announceEnding(userId: string): void {
  const held = state().open.getStore()
  if (!held?.writer) throw new Error('An ending was announced outside transaction()')
  held.ended.add(userId)
}

/**
 * Follows the endings that any process announces from now on.
 *
 * It says whose sessions to look at again and no more; one ending may be told twice.
 *
 * @param tell called with null when some may have been missed, as after an outage: then everybody's
 *   are to be looked at. It must not throw.
 * @returns how to stop.
 */
export function followEndings(tell: TellEnding): () => void {
  return state().followers.add(tell)
}

/** A user, and everything that is theirs. */
export function lockOf(userId: string): Lock[] {
  return [`user ${userId}`]
}

/**
 * A value kept in memory for as long as this database is open: for what never changes in it, such
 * as a key by its id, and never for the state of a user or session.
 */
export function whileOpen<T>(name: string, make: () => T): T {
  const { memory } = state()
  if (!memory.has(name)) memory.set(name, make())
  // Safe because each name is used in one place, with one type.
  return memory.get(name) as T
}

/** Closes the database, if it is open, and leaves a single tidy file behind. */
export async function closeDatabase(): Promise<void> {
  const closing = state().driver
  state().driver = undefined
  state().memory = new Map()
  await closing?.close()
}
