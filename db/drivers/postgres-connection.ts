/**
 * Connections to PostgreSQL with the settings we rely on. Server, role, database, pooler and URL
 * may each set others, so every new connection applies ours, and is closed when that fails.
 */
import pg from 'pg'

/** Timeouts of a connection, in milliseconds; 0 is none. */
export interface Patience {
  statementMs: number
  /** A transaction that is idle for so long has lost its process. */
  idleMs: number
}

/** The database is set up in a way we cannot rely on. The message is a sentence for people. */
export class UnfitDatabase extends Error {
  override readonly name = 'UnfitDatabase'
  /** `cannot_connect_now`: for a request this is an outage. */
  readonly code = '57P03'
}

/** How long a server may take to apply our settings, in milliseconds. */
const SETTLE_MS = 5000

/**
 * Settings that change what statements mean, or end them. Those unknown to the server's version are
 * left out.
 *
 * @see https://www.postgresql.org/docs/current/runtime-config-client.html
 */
const SETTINGS = {
  // Every statement after a lock must see all earlier commits: docs/decisions/0011-postgresql.md
  default_transaction_isolation: 'read committed',
  default_transaction_read_only: 'off',
  default_transaction_deferrable: 'off',
  // A table of the same name in another schema is not ours.
  search_path: 'public, pg_temp',
  // A policy that would hide rows raises an error instead.
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
  // Off: the only limits are the two that `settle` adds.
  lock_timeout: '0',
  transaction_timeout: '0',
  idle_session_timeout: '0',
} as const

/**
 * A statement, since a pooler refuses startup parameters it does not know. If `synchronous_commit`
 * were off, a crash could undo a commit that was already acknowledged.
 */
const APPLY_SETTINGS = `SELECT
  (SELECT pg_catalog.count(pg_catalog.set_config(name, value, false))
    FROM pg_catalog.jsonb_each_text($1::jsonb) AS said(name, value)
    WHERE pg_catalog.current_setting(name, true) IS NOT NULL),
  CASE pg_catalog.current_setting('synchronous_commit')
    WHEN 'off' THEN pg_catalog.set_config('synchronous_commit', 'on', false) END,
  pg_catalog.pg_is_in_recovery() AS "isReplica",
  pg_catalog.current_setting('server_encoding') AS "encoding",
  pg_catalog.current_setting('session_replication_role') AS "triggers"`

/** Applies our settings to a new connection. @throws UnfitDatabase */
export async function settle(
  client: pg.ClientBase,
  { statementMs, idleMs }: Patience,
): Promise<void> {
  const settings = {
    ...SETTINGS,
    statement_timeout: String(statementMs),
    idle_in_transaction_session_timeout: String(idleMs),
  }
  const query = {
    text: APPLY_SETTINGS,
    values: [JSON.stringify(settings)],
    query_timeout: SETTLE_MS,
  }
  const { rows } = await client.query<Facts>(query)
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

/** A connection outside the pools, with our settings; the caller ends it. @throws UnfitDatabase */
export async function connect(
  config: pg.ClientConfig,
  patience: Patience = { statementMs: 0, idleMs: 0 },
): Promise<pg.Client> {
  const client = new pg.Client({ application_name: 'gatehouse', keepAlive: true, ...config })
  // Without a listener, a connection that the server drops would end the process.
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
