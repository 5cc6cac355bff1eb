/** Our statements mean the same whatever defaults the server, role or database sets. */
import { sql } from 'drizzle-orm'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test } from 'vitest'
import { closeDatabase, listenToEndings, read, transaction } from '@/db/connection'
import { migrateDatabase } from '@/db/migrate'
import { migratePostgres } from '@/db/migrate-postgres'
import { installation } from '@/db/tables'
import { prepareInstallation } from '@/lib/installation/prepare'
import { revokeRole } from '@/lib/permissions/grant'
import { logIn } from '@/lib/sessions/log-in'
import { Unavailable } from '@/lib/base/unavailable'
import { givenAccount, PASSWORD } from '@/tests/support/accounts'
import { restartWith, SECRET } from '@/tests/support/database'
import { givenOperator } from '@/tests/support/operators'
import { LAPTOP } from '@/tests/support/people'
import { ask, startPostgres, type PostgresServer } from '@/tests/support/postgres-server'

/** The default of the database, and the value that our connections set. */
const ODD = {
  default_transaction_isolation: ['serializable', 'read committed'],
  default_transaction_read_only: ['on', 'off'],
  default_transaction_deferrable: ['on', 'off'],
  search_path: ['elsewhere', 'public, pg_temp'],
  row_security: ['on', 'off'],
  TimeZone: ['Pacific/Chatham', 'UTC'],
  DateStyle: ['SQL, DMY', 'ISO, MDY'],
  IntervalStyle: ['sql_standard', 'postgres'],
  standard_conforming_strings: ['off', 'on'],
  transform_null_equals: ['on', 'off'],
  array_nulls: ['off', 'on'],
  bytea_output: ['escape', 'hex'],
  extra_float_digits: ['-15', '1'],
  exit_on_error: ['on', 'off'],
  statement_timeout: ['1min', '5s'],
  lock_timeout: ['1ms', '0'],
  idle_in_transaction_session_timeout: ['1ms', '10s'],
  idle_session_timeout: ['100ms', '0'],
  transaction_timeout: ['1min', '0'],
  synchronous_commit: ['off', 'on'],
} as const

let server: PostgresServer
let known: string[]

beforeAll(async () => {
  server = await startPostgres()
  const rows = await ask(server.url, 'SELECT name FROM pg_settings')
  known = Object.keys(ODD).filter((name) => rows.some((row) => row.name === name))
})
afterAll(() => server.stop())
afterEach(() => closeDatabase())

/** A migrated database with keys, and with these default settings. */
async function givenDatabase(name: string, settings: [name: string, value: string][]) {
  await server.create(name)
  for (const [setting, value] of settings) {
    await ask(server.url, `ALTER DATABASE "${name}" SET ${setting} = '${value}'`)
  }
  await restartWith({ AUTH_SECRET: SECRET, DATABASE_URL: server.urlOf(name), BCRYPT_COST: '10' })
  await migrateDatabase()
  await prepareInstallation()
}

test('every connection and every migration sets what we rely on, whatever the database prefers', async () => {
  await givenDatabase(
    'odd',
    known.map((name) => [name, ODD[name as keyof typeof ODD][0]]),
  )
  const expected = Object.fromEntries(known.map((name) => [name, ODD[name as keyof typeof ODD][1]]))
  const settings = () =>
    read((db) =>
      db
        .select(
          Object.fromEntries(known.map((name) => [name, sql`current_setting(${name})`] as const)),
        )
        .from(installation),
    )
  expect(await settings()).toEqual([expected])
  expect(await transaction({ locks: 'all' }, settings)).toEqual([expected])
  const tables = "SELECT schemaname FROM pg_tables WHERE tablename IN ('users', 'sessions')"
  expect(await ask(server.urlOf('odd'), tables)).toEqual([
    { schemaname: 'public' },
    { schemaname: 'public' },
  ])
})

test('the listening connection survives a short idle_session_timeout of the database', async () => {
  await givenDatabase('quiet', known.includes('idle_session_timeout') ? [IDLE] : [])
  const told: (string | null)[] = []
  onTestFinished(listenToEndings((userId) => told.push(userId)))
  const before = await eventually(listener)
  await sleep(1000)
  expect(await listener()).toBe(before)
  expect(told).toEqual([null])
})

const IDLE: [string, string] = ['idle_session_timeout', '100ms']

const SNAPSHOTS: [string, string][] = [['default_transaction_isolation', 'repeatable read']]

test('when two administrators demote each other, one is left, whatever isolation the database prefers', async () => {
  await givenDatabase('snapshots', SNAPSHOTS)
  for (let round = 0; round < 6; round += 1) {
    const [one, two] = [await givenOperator('administrator'), await givenOperator('administrator')]
    const results = await Promise.allSettled([
      revokeRole(one, { userId: two.userId, role: 'administrator' }),
      revokeRole(two, { userId: one.userId, role: 'administrator' }),
    ])
    // The other one is refused, or has lost the permission.
    const done = results.filter((result) => result.status === 'fulfilled' && result.value.ok)
    expect(done).toHaveLength(1)
    // Keeps the administrators of this round out of the next.
    await ask(server.urlOf('snapshots'), 'UPDATE users SET disabled_at = now()')
  }
})

test('eight log-ins of one user at once succeed, whatever isolation the database prefers', async () => {
  await givenDatabase('crowd', SNAPSHOTS)
  await givenAccount()
  const person = { email: 'ada@example.com', password: PASSWORD }
  const results = await Promise.all(
    Array.from({ length: 8 }, () => logIn({ ...person, persistent: true, from: LAPTOP })),
  )
  expect(results.map(({ ok }) => ok)).toEqual(Array.from({ length: 8 }, () => true))
})

test.each<[string, (name: string) => Promise<unknown>, RegExp]>([
  [
    'an encoding that cannot hold every name',
    (name) =>
      ask(
        server.url,
        `CREATE DATABASE "${name}" ENCODING LATIN1 LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0`,
      ),
    /has the encoding LATIN1: create it with ENCODING 'UTF8'/,
  ],
  [
    'bytes that belong to no encoding',
    (name) =>
      ask(
        server.url,
        `CREATE DATABASE "${name}" ENCODING SQL_ASCII LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0`,
      ),
    /has the encoding SQL_ASCII/,
  ],
  [
    'foreign keys that are switched off',
    async (name) => {
      await server.create(name)
      await ask(server.url, `ALTER DATABASE "${name}" SET session_replication_role = replica`)
    },
    /session_replication_role = replica/,
  ],
  [
    'tables in another schema',
    async (name) => {
      await server.create(name)
      await migratePostgres(server.urlOf(name))
      await ask(server.urlOf(name), 'CREATE SCHEMA app')
      await ask(server.urlOf(name), 'ALTER TABLE installation SET SCHEMA app')
    },
    /lie in the schema app of the database: move them to public/,
  ],
])('a start on a database with %s is refused in one sentence', async (what, make, words) => {
  await make(what)
  await expect(migratePostgres(server.urlOf(what))).rejects.toThrow(words)
})

test('a start is refused when the role may open too few connections', async () => {
  await ask(server.url, 'CREATE ROLE narrow LOGIN CONNECTION LIMIT 5')
  await ask(server.url, 'CREATE DATABASE narrow OWNER narrow')
  const url = server.urlOf('narrow').replace('gatehouse@', 'narrow@')
  await expect(migratePostgres(url)).rejects.toThrow(
    'allows Gatehouse 5 connections, and each process needs up to 19',
  )
  await ask(server.url, 'ALTER ROLE narrow CONNECTION LIMIT 19')
  await migratePostgres(url)
})

test('a database that becomes a replica is refused at the start and is unavailable to queries', async () => {
  await givenDatabase('lagging', [])
  const epoch = () => read((db) => db.select({ epoch: installation.epoch }).from(installation))
  expect(await epoch()).toHaveLength(1)
  const [place] = await ask(server.url, 'SHOW data_directory')
  const mark = join(String(place?.data_directory), 'standby.signal')
  writeFileSync(mark, '')
  await server.restart()
  onTestFinished(async () => {
    rmSync(mark)
    await server.restart()
  })
  await expect(migrateDatabase()).rejects.toThrow('is a replica, which may lag behind')
  await expect(epoch()).rejects.toThrow(Unavailable)
})

/** The process id of the server's listening connection. */
async function listener(): Promise<unknown> {
  const asked = "SELECT pid FROM pg_stat_activity WHERE query LIKE 'LISTEN %'"
  const [found] = await ask(server.url, asked)
  if (!found) throw new Error('Nothing listens')
  return found.pid
}

async function eventually<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await work()
    } catch (error) {
      if (tries > 100) throw error
      await sleep(50)
    }
  }
}
