/** A database of its own for each test: real, migrated, with keys; of the kind the project names. */
import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, inject } from 'vitest'
import { closeDatabase } from '@/db/connection'
import { migrateDatabase } from '@/db/migrate'
import { forgetSettings } from '@/lib/env'
import { prepareInstallation } from '@/lib/installation/prepare'
import { ask } from './postgres-server'
import { TEMPLATE } from './postgres-setup'

export const SECRET = 'c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LTEyMzQ'

/** In memory where the system has such a place: a test has no power cut to survive. */
const FAST_FOLDER = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

/** Gives every test of the file an own database, with these settings beside the defaults. */
export function useFreshDatabase(settings: Record<string, string> = {}): void {
  const databases = inject('postgres') ? postgresDatabases() : sqliteFiles()
  let before: NodeJS.ProcessEnv

  beforeEach(async () => {
    before = { ...process.env }
    setSettings({
      APP_ORIGIN: 'http://localhost:3000',
      AUTH_SECRET: SECRET,
      DATABASE_URL: await databases.fresh(),
      BCRYPT_COST: '10',
      ...settings,
    })
    await migrateDatabase()
    await prepareInstallation()
  })

  afterEach(async () => {
    await closeDatabase()
    databases.used()
    process.env = before
    setSettings({})
  })
}

interface Databases {
  /** The `DATABASE_URL` of one that holds nothing yet. */
  fresh(): Promise<string>
  used(): void
}

function sqliteFiles(): Databases {
  let folder = ''
  return {
    async fresh() {
      folder = mkdtempSync(join(FAST_FOLDER, 'gatehouse-'))
      return `file:${join(folder, 'gatehouse.db')}`
    },
    used: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** One for the file, emptied before each test: making one takes longer than most tests. */
function postgresDatabases(): Databases {
  const server = inject('postgres') ?? ''
  const name = `test_${randomBytes(6).toString('hex')}`
  const url = new URL(server)
  url.pathname = name
  let isThere = false

  afterAll(async () => {
    await ask(server, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`)
  })
  return {
    async fresh() {
      if (!isThere) await ask(server, `CREATE DATABASE "${name}" TEMPLATE "${TEMPLATE}"`)
      isThere = true
      await ask(url.href, EMPTY_EVERY_TABLE)
      return url.href
    },
    used: () => undefined,
  }
}

/** Row by row, in any order: to truncate so many tables takes eight times as long. */
const EMPTY_EVERY_TABLE = `DO $$ DECLARE name text; BEGIN
  SET LOCAL session_replication_role = replica;
  FOR name IN SELECT tablename FROM pg_tables
    WHERE schemaname = 'public' AND tablename NOT LIKE '\\_\\_%'
  LOOP EXECUTE 'DELETE FROM ' || quote_ident(name); END LOOP;
END $$`

/** Changes settings in the middle of a test, as a restart would. */
export async function restartWith(settings: Record<string, string>): Promise<void> {
  await closeDatabase()
  setSettings(settings)
}

function setSettings(settings: Record<string, string>): void {
  Object.assign(process.env, settings)
  forgetSettings()
}
