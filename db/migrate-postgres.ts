/** Brings a PostgreSQL database to the schema that this version expects. */
import { join } from 'node:path'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import type pg from 'pg'
import { MOST_CONNECTIONS } from './drivers/postgres'
import { connect, UnfitDatabase } from './drivers/postgres-connection'
import {
  refuseSharedConnections,
  refuseTablesElsewhere,
  refuseTooFewConnections,
} from './drivers/postgres-fitness'

/** An arbitrary number. One instance migrates at a time; the others find the work done. */
const MIGRATION_LOCK = '4771072316'
const CONNECT_PATIENCE_MS = 10_000

/**
 * Applies the missing migrations to the database at `url`, if server and pooler suit us. Several
 * instances may run it at once.
 *
 * @throws Error with a sentence for people, which never contains the password.
 */
export async function migratePostgres(url: string): Promise<void> {
  const config = { connectionString: url, connectionTimeoutMillis: CONNECT_PATIENCE_MS }
  let client: pg.Client | undefined
  try {
    client = await connect(config)
    // Before any write: a refused start leaves the database as it was.
    await refuseSharedConnections(client, config)
    await refuseTooFewConnections(client, MOST_CONNECTIONS)
    await refuseTablesElsewhere(client)
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK])
    await migrate(drizzle(client), {
      migrationsFolder: join(process.cwd(), 'db/migrations/postgres'),
      migrationsSchema: 'public',
    })
  } catch (error) {
    throw new Error(explanation(error), { cause: error })
  } finally {
    // Closing the connection releases the lock.
    await client?.end().catch(() => undefined)
  }
}

function explanation(error: unknown): string {
  if (error instanceof UnfitDatabase) return error.message
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  const text = cause instanceof Error ? cause.message : String(cause)
  if (/^28/.test(code)) return 'The database refuses the user or password in DATABASE_URL.'
  if (code === '3D000')
    return 'The database that DATABASE_URL names does not exist: create it first.'
  if (code === '42501') return 'The user in DATABASE_URL may not create tables in its database.'
  if (
    /^(ECONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH)|^57P03/.test(code) ||
    /timeout/.test(text)
  ) {
    return 'The database server in DATABASE_URL does not answer: is it running, and is the address right?'
  }
  return `The database cannot be opened: ${code} ${text}`.replace(/\s+/g, ' ')
}
