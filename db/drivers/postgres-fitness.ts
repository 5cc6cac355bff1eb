/** Checks at start-up that a PostgreSQL server, and a pooler in front of it, suit us. */
import type pg from 'pg'
import { connect, UnfitDatabase } from './postgres-connection'

/** A pooler that rotates its connections returns to the first within so many attempts. */
const ATTEMPTS = 5

const SHARED =
  'The pooler in DATABASE_URL pools by transaction or by statement, which Gatehouse cannot work ' +
  'with: let it pool by session (pool_mode = session), or name the database server itself.'

/**
 * Refuses a pooler that gives each transaction another server connection: settings would be lost,
 * locks would outlive their owners, and no notice of an ending would arrive.
 *
 * @param client a connection to the same URL
 * @throws UnfitDatabase
 */
export async function refuseSharedConnections(
  client: pg.Client,
  config: pg.ClientConfig,
): Promise<void> {
  const own = await backendOf(client)
  const other = await connect(config)
  try {
    if ((await backendOf(other)) === own) throw new UnfitDatabase(SHARED)
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      await other.query('BEGIN')
      const seen = [await backendOf(other), await backendOf(client), await backendOf(client)]
      await other.query('COMMIT')
      const [others, ...ours] = [...seen, await backendOf(client), await backendOf(client)]
      if (others === own || ours.some((backend) => backend !== own)) {
        throw new UnfitDatabase(SHARED)
      }
    }
  } finally {
    await other.end().catch(() => undefined)
  }
}

/** The server process that answers, which a direct connection keeps for its whole life. */
async function backendOf(client: pg.Client): Promise<number | undefined> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
  return rows[0]?.pid
}

const CONNECTION_LIMIT = `SELECT CASE
    WHEN rolsuper THEN current_setting('max_connections')::int
    ELSE least(
      current_setting('max_connections')::int
        - current_setting('superuser_reserved_connections')::int
        - coalesce(current_setting('reserved_connections', true)::int, 0),
      nullif(rolconnlimit, -1),
      nullif(datconnlimit, -1)) END AS "allowed"
  FROM pg_roles, pg_database
  WHERE rolname = session_user AND datname = current_database()`

/** Refuses a server that allows fewer connections than one process opens. @throws UnfitDatabase */
export async function refuseTooFewConnections(client: pg.Client, needed: number): Promise<void> {
  const { rows } = await client.query<{ allowed: number }>(CONNECTION_LIMIT)
  const allowed = rows[0]?.allowed ?? needed
  if (allowed >= needed) return
  throw new UnfitDatabase(
    `The database server allows Gatehouse ${allowed} connections, and each process needs up to ` +
      `${needed}: raise max_connections, or the limit of the user or database.`,
  )
}

const TABLES_ELSEWHERE = `SELECT schemaname AS "schema" FROM pg_tables
  WHERE tablename = 'installation' AND to_regclass('public.installation') IS NULL
    AND to_regclass('public.__drizzle_migrations') IS NOT NULL`

/** Refuses tables that a search path once put into another schema. @throws UnfitDatabase */
export async function refuseTablesElsewhere(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ schema: string }>(TABLES_ELSEWHERE)
  const [found] = rows
  if (!found) return
  throw new UnfitDatabase(
    `The tables of Gatehouse lie in the schema ${found.schema} of the database: move them to public ` +
      `(ALTER TABLE ${found.schema}.… SET SCHEMA public).`,
  )
}
