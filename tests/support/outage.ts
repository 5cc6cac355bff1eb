/** An outage of this test's database, on SQLite or PostgreSQL. */
import Database from 'better-sqlite3'
import pg from 'pg'
import { inject, onTestFinished } from 'vitest'
import { closeDatabase } from '@/db/connection'
import { env } from '@/lib/base/env'
import { BETWEEN_TESTS } from './database'
import { ask } from './postgres-server'

export interface Outage {
  /** Runs `statement` on the database, then ends the outage. */
  end(statement: string): Promise<void>
}

export async function beginOutage(): Promise<Outage> {
  return env().databaseKind === 'postgres' ? shutDatabase() : hideTables()
}

/** Ends our connections and refuses new ones; one older connection stays, to end the outage. */
async function shutDatabase(): Promise<Outage> {
  const client = new pg.Client({ connectionString: env().databaseUrl })
  await client.connect()
  const allow = (yes: boolean) =>
    ask(
      inject('postgres') ?? '',
      `ALTER DATABASE "${client.database}" WITH ALLOW_CONNECTIONS ${yes}`,
    )
  onTestFinished(async () => {
    await allow(true)
    await client.end()
    // The next test must not meet the connections that ended.
    await closeDatabase()
  })
  await allow(false)
  await client.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name <> $1`,
    [BETWEEN_TESTS],
  )
  return {
    async end(statement) {
      await client.query(statement)
      await allow(true)
    },
  }
}

async function hideTables(): Promise<Outage> {
  const connection = new Database(env().databaseFile, { timeout: 2000 })
  onTestFinished(() => void connection.close())
  const rename = (from: string, to: string) => `ALTER TABLE ${from} RENAME TO ${to};`
  const tables = ['sessions', 'endings', 'users']
  connection.exec(tables.map((table) => rename(table, `${table}_away`)).join(''))
  return {
    async end(statement) {
      const back = tables.map((table) => rename(`${table}_away`, table)).join('')
      connection.exec(`BEGIN IMMEDIATE; ${back} ${statement}; COMMIT`)
    },
  }
}
