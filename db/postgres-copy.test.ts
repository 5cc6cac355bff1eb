import Database from 'better-sqlite3'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, inject, test } from 'vitest'
import { newDeviceSecret } from '@/lib/devices/device-secret'
import { authenticate } from '@/lib/sessions/authenticate'
import { endOwnSessions } from '@/lib/sessions/end/own'
import { logIn } from '@/lib/sessions/log-in'
import { refreshSession } from '@/lib/sessions/refresh'
import { prepareInstallation } from '@/lib/installation/prepare'
import { givenAccount, NO_TOKENS, PASSWORD } from '@/tests/support/accounts'
import { useCommandLine } from '@/tests/support/command-line'
import { restartWith, SECRET } from '@/tests/support/database'
import { at, LAPTOP, PHONE } from '@/tests/support/people'
import { ask } from '@/tests/support/postgres-server'
import { closeDatabase } from './connection'
import { migrateDatabase } from './migrate'
import { copyDatabase, type CopiedTable } from './postgres-copy'

const EVENTS = 2500

const gatehouse = useCommandLine()
let folder = ''
let file = ''
let url = ''

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-'))
  file = join(folder, 'gatehouse.db')
  const target = new URL(inject('postgres') ?? '')
  target.pathname = `copy_${randomBytes(6).toString('hex')}`
  url = target.href
  await ask(inject('postgres') ?? '', `CREATE DATABASE ${target.pathname.slice(1)}`)
  await restartWith({ AUTH_SECRET: SECRET, DATABASE_URL: `file:${file}`, BCRYPT_COST: '10' })
  await migrateDatabase()
  await prepareInstallation()
})

afterEach(async () => {
  await closeDatabase()
  const name = new URL(url).pathname.slice(1)
  await ask(inject('postgres') ?? '', `DROP DATABASE ${name} WITH (FORCE)`)
  rmSync(folder, { recursive: true })
})

test('a copy to PostgreSQL holds every row: sessions live on, and ended ones stay ended', async () => {
  const deviceSecret = newDeviceSecret()
  const kept = await givenAccount({ deviceSecret, name: 'Ada “Ω” 👩‍🔬 O’Hara' })
  const ended = await givenAccount({ email: 'eve@example.com', name: 'Eve\\n%s$1' })
  await endOwnSessions(ended, 'this', PHONE, at(1))
  fillEvents()
  await closeDatabase()

  const said = await gatehouse('db', 'copy', '--from', `file:${file}`, '--to', url, '--json')
  expect(said).toMatchObject({ code: 0, err: '' })
  const { tables } = JSON.parse(said.out) as { tables: CopiedTable[] }
  const there = await ask(
    url,
    "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE '\\_\\_%'",
  )
  expect(tables.map(({ name }) => name).sort(), 'no table is forgotten').toEqual(
    there.map(({ tablename }) => tablename).sort(),
  )
  const rows = Object.fromEntries(tables.map((table) => [table.name, table.rows]))
  expect(rows).toMatchObject({ installation: 1, data_keys: 6, signing_keys: 2, users: 2 })
  expect(rows).toMatchObject({ passwords: 2, sessions: 2, revoked_tokens: 2, known_devices: 1 })
  expect(rows.security_events).toBeGreaterThan(EVENTS)

  await restartWith({ DATABASE_URL: url })
  await prepareInstallation()
  expect(await authenticate(kept.access, 'web', at(2))).toMatchObject({
    ok: true,
    actor: { name: 'Ada “Ω” 👩‍🔬 O’Hara' },
  })
  expect(await refreshSession({ token: kept.refresh, from: LAPTOP }, at(3))).toMatchObject({
    ok: true,
  })
  expect((await authenticate(ended.access, 'web', at(2))).ok).toBe(false)
  expect((await refreshSession({ token: ended.refresh, from: PHONE }, at(3))).ok).toBe(false)
  const again = { email: 'eve@example.com', password: PASSWORD, persistent: false }
  expect(await logIn({ ...again, from: PHONE, replaces: NO_TOKENS }, at(4))).toMatchObject({
    ok: true,
  })
})

test('a target database that is not empty is refused and stays unchanged', async () => {
  await closeDatabase()
  await copyDatabase(file, url)
  const before = await ask(url, 'SELECT * FROM data_keys')
  await expect(copyDatabase(file, url)).rejects.toThrow('The target is not empty')
  expect(await ask(url, 'SELECT * FROM data_keys')).toEqual(before)
})

test('a database file that another process has open is not copied', async () => {
  await givenAccount()
  await expect(copyDatabase(file, url)).rejects.toThrow('stop Gatehouse first')
})

test('a missing database file is refused and not created', async () => {
  const other = join(folder, 'other.db')
  await expect(copyDatabase(other, url)).rejects.toThrow(`There is no database ${other}.`)
  expect(existsSync(other)).toBe(false)
})

test.each([
  ['arrives changed', 'NEW.name := NEW.name || $t$!$t$; RETURN NEW;', 'did not arrive'],
  ['does not arrive', 'IF NEW.name = $t$Eve$t$ THEN RETURN NULL; END IF; RETURN NEW;', 'arrive'],
  ['is refused', 'RAISE EXCEPTION $t$no room$t$;', 'cannot be copied: no room. Nothing'],
])('a copy to PostgreSQL copies nothing when a row %s', async (_how, body, message) => {
  await givenAccount()
  await givenAccount({ email: 'eve@example.com', name: 'Eve' })
  await restartWith({ DATABASE_URL: url })
  await migrateDatabase()
  await ask(
    url,
    `CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${body} END $$`,
  )
  await ask(
    url,
    'CREATE TRIGGER spoil BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION spoil()',
  )
  await closeDatabase()

  await expect(copyDatabase(file, url)).rejects.toThrow(message)
  for (const table of ['installation', 'data_keys', 'users']) {
    expect(await ask(url, `SELECT * FROM ${table}`), table).toEqual([])
  }
})

/** Inserts more events than one statement can copy. */
function fillEvents(): void {
  const other = new Database(file)
  const insert = other.prepare(
    "INSERT INTO security_events (id, type, at) VALUES (?, 'session_renewed', ?)",
  )
  other.exec('BEGIN')
  for (let i = 0; i < EVENTS; i += 1) insert.run(`event ${i}`, 1_000_000_000_000 + i)
  other.exec('COMMIT')
  other.close()
}
