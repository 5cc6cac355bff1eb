/** Reads, writes and transactions on PostgreSQL. */
import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import { log } from '@/lib/telemetry/log'
import { Unavailable } from '@/lib/base/unavailable'
import type { Driver, Lock, Unit, Writer } from './driver'
import { settle } from './postgres-connection'
import { ENDINGS, listenForEndings } from './postgres-endings'

/** Size of each of two pools: many writers must not starve the reads of every request. */
const CONNECTIONS = 9
/** The most that a process opens, with the one that listens. PgBouncer allows 20 by default. */
export const MOST_CONNECTIONS = 2 * CONNECTIONS + 1
/** How long a request waits for a connection, and a statement for its lock, in milliseconds. */
const QUEUE_PATIENCE_MS = 3000
const STATEMENT_PATIENCE_MS = 5000
/** A transaction that is idle for so long has lost its process. */
const IDLE_PATIENCE_MS = 10_000
/** How often a transaction runs again after a conflict with another. */
const RETRIES = 3
/** Held by every transaction: shared by those that name their locks, exclusively by others. */
const WHOLE_DATABASE = 'everything'

/** Opens the database at `url`; the first query connects. */
export function openPostgres(url: string): Driver {
  const readers = newPool(url)
  const writers = newPool(url)
  const reader = drizzle(readers)

  return {
    async read(query) {
      try {
        return await query(reader)
      } catch (error) {
        throw translated(error)
      }
    },
    async atomically(work, unit) {
      for (let retries = 0; ; retries += 1) {
        try {
          return await attempt(writers, work, unit)
        } catch (error) {
          if (retries >= RETRIES || !isConflict(error)) throw translated(error)
          await sleep(5 + 20 * retries)
        }
      }
    },
    followEndings: (tell) => listenForEndings(url, tell),
    isStale: () => false,
    async close() {
      for (const pool of [readers, writers]) pool.removeAllListeners('error').on('error', () => {})
      await Promise.all([readers.end(), writers.end()])
    },
  }
}

function newPool(url: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: QUEUE_PATIENCE_MS,
    query_timeout: STATEMENT_PATIENCE_MS + 1000,
    keepAlive: true,
    application_name: 'gatehouse',
    onConnect: (client) =>
      settle(client, { statementMs: STATEMENT_PATIENCE_MS, idleMs: IDLE_PATIENCE_MS }),
  })
  // Without a listener, a connection that the server drops would end the process.
  pool.on('error', (err) => log.warn('A database connection was lost', { err }))
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

async function attempt<T>(
  pool: pg.Pool,
  work: (writer: Writer) => Promise<T>,
  { locks, ended }: Unit,
): Promise<T> {
  const client = await pool.connect()
  let isBroken = false
  try {
    // In one round trip.
    await client.query(['BEGIN', ...locking(locks)].join('; '))
    const result = await work(drizzle(client))
    for (const userId of ended) await client.query('SELECT pg_notify($1, $2)', [ENDINGS, userId])
    await client.query('COMMIT')
    return result
  } catch (error) {
    // A late answer may still arrive on an interrupted connection. Closing it also rolls back.
    isBroken = isOutage(error)
    if (!isBroken) await client.query('ROLLBACK').catch(() => undefined)
    throw error
  } finally {
    client.release(isBroken)
  }
}

/**
 * Statements that lock names, not rows: at READ COMMITTED, every later statement sees all earlier
 * commits, as if each name had one writer at a time. Sorted, so that two transactions cannot
 * deadlock.
 *
 * @see https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS
 */
function locking(locks: readonly Lock[] | null): string[] {
  if (locks === null) return [`SELECT pg_advisory_xact_lock(${lockKey(WHOLE_DATABASE)})`]
  return [
    `SELECT pg_advisory_xact_lock_shared(${lockKey(WHOLE_DATABASE)})`,
    ...[...new Set(locks)].sort().map((lock) => `SELECT pg_advisory_xact_lock(${lockKey(lock)})`),
  ]
}

/** The 64-bit lock number of a name, as SQL. Names that collide only wait for each other. */
function lockKey(name: string): string {
  return createHash('sha256').update(`gatehouse ${name}`).digest().readBigInt64BE().toString()
}

/** SQLSTATE classes that blame the server, the network or the disk. */
const OUTAGES = /^(08|53|57|58|25P0[34]|XX|3D000|28|42P01|42703|0A000|55|25006|42501)/
const NETWORK =
  /^(ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|ENOENT|EACCES|CERT_|DEPTH_|SELF_SIGNED|UNABLE_TO|ERR_TLS)/
/** Messages of node-postgres errors without a code. */
const LOST =
  /timeout exceeded when trying to connect|Connection terminated|Query read timeout|Client has encountered a connection error|Cannot use a pool after calling end|not queryable|does not support SSL/

function isOutage(error: unknown): boolean {
  return causes(error).some(
    ({ code, message }) => OUTAGES.test(code) || NETWORK.test(code) || LOST.test(message),
  )
}

/** Serialisation failure or deadlock: nothing was written, and a retry may succeed. */
function isConflict(error: unknown): boolean {
  return causes(error).some(({ code }) => code === '40001' || code === '40P01')
}

function translated(error: unknown): unknown {
  return isOutage(error) || isConflict(error) ? new Unavailable('The database', error) : error
}

/** The error and its causes: drizzle wraps what the driver throws. */
function causes(error: unknown): { code: string; message: string }[] {
  const found = []
  for (let at = error; at instanceof Error && found.length < 8; at = at.cause) {
    const code = 'code' in at && typeof at.code === 'string' ? at.code : ''
    found.push({ code, message: at.message })
    if (at instanceof AggregateError) found.push(...at.errors.flatMap((one) => causes(one)))
  }
  return found
}
