/** Brings a PostgreSQL database to the shape this version expects. */
import { join } from 'node:path'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'
import { log } from '@/lib/telemetry/log'

/** One copy at a time; the others find the work done. Any number that nobody else would choose. */
const MIGRATION_LOCK = '4771072316'
const CONNECT_PATIENCE_MS = 10_000

/**
 * Applies the migrations the database at `url` has not seen. Safe to run on many copies at once.
 *
 * @throws Error with a sentence for people, which never holds the password.
 */
export async function migratePostgres(url: string): Promise<void> {
  let client: pg.Client | undefined
  try {
    client = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: CONNECT_PATIENCE_MS,
      application_name: 'gatehouse',
    })
    client.on('error', () => undefined)
    await client.connect()
    await warnOfLoss(client)
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK])
    await migrate(drizzle(client), {
      migrationsFolder: join(process.cwd(), 'db/migrations/postgres'),
      migrationsSchema: 'public',
    })
  } catch (error) {
    throw new Error(explanation(error), { cause: error })
  } finally {
    // The lock goes with the connection.
    await client?.end().catch(() => undefined)
  }
}

/** An answer that comes before the commit is written promises what a crash may take back. */
async function warnOfLoss(client: pg.Client): Promise<void> {
  const asked = "SELECT 1 FROM pg_settings WHERE name = 'synchronous_commit' AND setting = 'off'"
  if ((await client.query(asked)).rowCount === 0) return
  log.warn('The database has synchronous_commit off: its crash may bring ended sessions back.')
}

function explanation(error: unknown): string {
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
