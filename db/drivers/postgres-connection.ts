/**
 * Connections to PostgreSQL on which our statements mean what we wrote. Server, role, database, pooler
 * and address may each bring settings of their own, so every connection says what we rely on, and is
 * given up where that cannot be said.
 */
import pg from 'pg'

/** How long things may take on a connection, in milliseconds; 0 is for ever. */
export interface Patience {
  statementMs: number
  /** What stands still inside a transaction for so long has lost its process. */
  idleMs: number
}

/** A database that cannot be relied on as it is set up. Its message is a sentence for people. */
export class UnfitDatabase extends Error {
  override readonly name = 'UnfitDatabase'
  /** As a server says that takes no connections now: to a request it is an outage. */
  readonly code = '57P03'
}

/** How long a server may take to hear what we rely on, in milliseconds. */
const SETTLE_MS = 5000

/**
 * Settings that change what statements mean, or end them. Those this version of PostgreSQL does not
 * know are left out.
 *
 * @see https://www.postgresql.org/docs/current/runtime-config-client.html
 */
const MEANING = {
  // Every statement after a lock sees all that was committed before: docs/decisions/0011-postgresql.md
  default_transaction_isolation: 'read committed',
  default_transaction_read_only: 'off',
  default_transaction_deferrable: 'off',
  // A table of the same name elsewhere is not ours.
  search_path: 'public, pg_temp',
  // A policy that would hide rows is an error, and hides none.
  row_security: 'off',
  TimeZone: 'UTC',
  DateStyle: 'ISO, MDY',
  IntervalStyle: 'postgres',
  client_encoding: 'UTF8',
  standard_conforming_strings: 'on',
  transform_null_equals: 'off',
  array_nulls: 'on',
  bytea_output: 'hex',
  extra_float_digits: '1',
  exit_on_error: 'off',
  // One limit each, and the one that we know of.
  lock_timeout: '0',
  transaction_timeout: '0',
  idle_session_timeout: '0',
} as const

/**
 * By a statement, since a pooler refuses parameters of the start that it does not know. An answer
 * that comes before the commit is written would promise what a crash takes back.
 */
const SETTLE = `SELECT
  (SELECT pg_catalog.count(pg_catalog.set_config(name, value, false))
    FROM pg_catalog.jsonb_each_text($1::jsonb) AS said(name, value)
    WHERE pg_catalog.current_setting(name, true) IS NOT NULL),
  CASE pg_catalog.current_setting('synchronous_commit')
    WHEN 'off' THEN pg_catalog.set_config('synchronous_commit', 'on', false) END,
  pg_catalog.pg_is_in_recovery() AS "isReplica",
  pg_catalog.current_setting('server_encoding') AS "encoding",
  pg_catalog.current_setting('session_replication_role') AS "triggers"`

/** Says what we rely on, on a connection that was just made. @throws UnfitDatabase */
export async function settle(
  client: pg.ClientBase,
  { statementMs, idleMs }: Patience,
): Promise<void> {
  const said = {
    ...MEANING,
    statement_timeout: String(statementMs),
    idle_in_transaction_session_timeout: String(idleMs),
  }
  const question = {
    text: SETTLE,
    values: [JSON.stringify(said)],
    query_timeout: SETTLE_MS,
  }
  const { rows } = await client.query<Facts>(question)
  const unfit = rows[0] ? unfitness(rows[0]) : null
  if (unfit) throw new UnfitDatabase(unfit)
}

interface Facts {
  isReplica: boolean
  encoding: string
  triggers: string
}

function unfitness({ isReplica, encoding, triggers }: Facts): string | null {
  if (isReplica) {
    return 'The database server in DATABASE_URL is a replica, which may lag behind: name the primary server.'
  }
  if (encoding !== 'UTF8') {
    return `The database in DATABASE_URL has the encoding ${encoding}: create it with ENCODING 'UTF8'.`
  }
  if (triggers !== 'origin') {
    return `The database in DATABASE_URL has session_replication_role = ${triggers}, which switches foreign keys off: reset it.`
  }
  return null
}

/** A connection outside of the pools, settled; whoever opens it ends it. @throws UnfitDatabase */
export async function connect(
  config: pg.ClientConfig,
  patience: Patience = { statementMs: 0, idleMs: 0 },
): Promise<pg.Client> {
  const client = new pg.Client({ application_name: 'gatehouse', keepAlive: true, ...config })
  // Without a listener a connection that the server drops would end the process.
  client.on('error', () => undefined)
  try {
    await client.connect()
    await settle(client, patience)
    return client
  } catch (error) {
    client.end().catch(() => undefined)
    throw error
  }
}
