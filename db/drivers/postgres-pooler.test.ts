/** Behind a real PgBouncer, set up as its package ships it except for the pool mode. */
import { sql } from 'drizzle-orm'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test } from 'vitest'
import {
  announceEnding,
  closeDatabase,
  listenToEndings,
  lockOf,
  read,
  transaction,
} from '@/db/connection'
import { migrateDatabase } from '@/db/migrate'
import { migratePostgres } from '@/db/migrate-postgres'
import { installation } from '@/db/tables'
import { prepareInstallation } from '@/lib/installation/prepare'
import { Unavailable } from '@/lib/base/unavailable'
import { restartWith, SECRET } from '@/tests/support/database'
import { startPgBouncer, type Pooler } from '@/tests/support/pgbouncer'
import { ask, startPostgres, type PostgresServer } from '@/tests/support/postgres-server'
import { MOST_CONNECTIONS } from './postgres'

let server: PostgresServer

beforeAll(async () => {
  server = await startPostgres()
  await server.create('gatehouse')
})
afterAll(() => server.stop())
afterEach(() => closeDatabase())

async function givenPooler(mode: Parameters<typeof startPgBouncer>[1]): Promise<Pooler> {
  const pooler = await startPgBouncer(server.url, mode)
  onTestFinished(() => pooler.stop())
  return pooler
}

test('Gatehouse starts behind a pooler that pools by session, and its limits hold', async () => {
  const pooler = await givenPooler('session')
  await restartWith({ AUTH_SECRET: SECRET, DATABASE_URL: pooler.urlOf('gatehouse') })
  await migrateDatabase()
  await prepareInstallation()

  const limits = sql`current_setting('statement_timeout') || ' ' || current_setting('idle_in_transaction_session_timeout')`
  expect(await read((db) => db.select({ limits }).from(installation))).toEqual([
    { limits: '5s 10s' },
  ])
  const slow = transaction({ locks: 'all' }, () =>
    read((db) => db.select({ x: sql`pg_sleep(60)` }).from(installation)),
  )
  await expect(slow).rejects.toThrow(Unavailable)

  const told: (string | null)[] = []
  onTestFinished(listenToEndings((userId) => told.push(userId)))
  for (let tries = 0; !told.includes('usr_far') && tries < 200; tries += 1) {
    await ask(server.urlOf('gatehouse'), "SELECT pg_notify('gatehouse_endings', 'usr_far')")
    await sleep(25)
  }
  expect(told).toContain('usr_far')
  await transaction({ locks: lockOf('usr_a') }, async () => announceEnding('usr_a'))
})

test('reads and writes on every connection fit into the default pool of PgBouncer', async () => {
  const pooler = await givenPooler('session')
  await restartWith({ AUTH_SECRET: SECRET, DATABASE_URL: pooler.urlOf('gatehouse') })
  await migrateDatabase()
  onTestFinished(listenToEndings(() => undefined))
  const EACH = (MOST_CONNECTIONS - 1) / 2
  const wait = sql`pg_sleep(1)`
  const reads = Array.from({ length: EACH }, () =>
    read((db) => db.select({ wait }).from(sql`(SELECT 1) AS one`)),
  )
  const writes = Array.from({ length: EACH }, () =>
    transaction({ locks: 'none' }, () =>
      read((db) => db.select({ wait }).from(sql`(SELECT 1) AS one`)),
    ),
  )
  const done = await Promise.allSettled([...reads, ...writes])
  expect(done.filter(({ status }) => status === 'rejected')).toEqual([])
})

test.each(['transaction', 'statement'] as const)(
  'a start behind a pooler that pools by %s is refused before anything is written',
  async (mode) => {
    const name = `by_${mode}`
    await server.create(name)
    const pooler = await givenPooler(mode)
    // Gives the pooler several idle connections, any of which may answer.
    await Promise.all(
      Array.from({ length: 6 }, () => ask(pooler.urlOf(name), 'SELECT pg_sleep(0.3)')),
    )
    await expect(migratePostgres(pooler.urlOf(name))).rejects.toThrow(
      /pools by transaction or by statement.*pool_mode = session/,
    )
    expect(
      await ask(server.urlOf(name), "SELECT 1 FROM pg_tables WHERE schemaname = 'public'"),
    ).toEqual([])
  },
)
