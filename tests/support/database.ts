/** Gives each test its own migrated database with keys, of the kind that the test project names. */
import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, inject } from 'vitest'
import { closeDatabase, forgetWhileOpen } from '@/db/connection'
import { ensureMark } from '@/db/drivers/sqlite-mark'
import { migrateDatabase } from '@/db/migrate'
import { findEpoch } from '@/db/queries/installation'
import { forgetSettings } from '@/lib/base/env'
import { prepareInstallation } from '@/lib/installation/prepare'
import { ask } from './postgres-server'
import { TEMPLATE } from './postgres-setup'

export const SECRET = 'c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LTEyMzQ'

/** The lowest cost that bcrypt allows. Settings refuse it, but few tests are about the cost. */
const CHEAPEST_COST = 4

/** In memory where the system has such a folder: a test need not survive a power cut. */
const FAST_FOLDER = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

/**
 * Gives every test of the file these settings over the defaults. Hashing is cheap unless
 * `BCRYPT_COST` is set.
 */
export function useSettings(settings: Record<string, string> = {}): void {
  useEnvironment(() => settings, closeDatabase)
}

/** Gives every test of the file its own database, with these settings over the defaults. */
export function useFreshDatabase(settings: Record<string, string> = {}): void {
  const databases = inject('postgres') ? postgresDatabase : sqliteFiles
  beforeAll(() => databases.tidied())
  afterAll(() => closeDatabase())
  useEnvironment(
    async () => ({ DATABASE_URL: await databases.fresh(), ...settings }),
    () => databases.used(),
  )
  // Opens the database, as a start does.
  beforeEach(() => findEpoch())
}

function useEnvironment(
  given: () => Promise<Record<string, string>> | Record<string, string>,
  used: () => Promise<void>,
): void {
  let before: NodeJS.ProcessEnv

  beforeEach(async () => {
    before = { ...process.env }
    // Work that the last test left running may have opened its database again.
    await used()
    setSettings({ ...DEFAULTS, ...(await given()) })
  })

  afterEach(async () => {
    await used()
    process.env = before
    forgetSettings()
  })
}

/** What PostgreSQL calls the connection that empties the database before each test. */
export const BETWEEN_TESTS = 'between tests'

const DEFAULTS = { APP_ORIGIN: 'http://localhost:3000', AUTH_SECRET: SECRET }

interface Databases {
  /** The `DATABASE_URL` of a newly prepared database. */
  fresh(): Promise<string>
  /** Ends a test's use of it. */
  used(): Promise<void>
  /** Removes the remains of the last test file. */
  tidied(): Promise<void>
}

/** Made once for each test process: copying it takes a hundredth of the time of making one. */
let preparedFile: Promise<Buffer> | undefined
let folder = ''

const sqliteFiles: Databases = {
  async fresh() {
    const prepared = await (preparedFile ??= prepareFile())
    folder = mkdtempSync(join(FAST_FOLDER, 'gatehouse-'))
    const file = join(folder, 'gatehouse.db')
    writeFileSync(file, prepared)
    ensureMark(file)
    return `file:${file}`
  },
  async used() {
    await closeDatabase()
    if (folder) rmSync(folder, { recursive: true, force: true })
  },
  tidied: async () => undefined,
}

async function prepareFile(): Promise<Buffer> {
  const place = mkdtempSync(join(FAST_FOLDER, 'gatehouse-'))
  const file = join(place, 'gatehouse.db')
  await prepare(`file:${file}`)
  const prepared = readFileSync(file)
  rmSync(place, { recursive: true })
  return prepared
}

/** One for each test process, emptied before each test: making one takes longer than most tests. */
let preparedDatabase: Promise<{ url: string; pool: pg.Pool }> | undefined

const postgresDatabase: Databases = {
  async fresh() {
    const { url, pool } = await (preparedDatabase ??= prepareDatabase())
    await pool.query(EMPTY_AS_PREPARED)
    return url
  },
  async used() {
    const url = (await preparedDatabase)?.url
    // Its connections stay open: opening them takes a fifth of the time of a test.
    if (process.env.DATABASE_URL === url) forgetWhileOpen()
    else await closeDatabase()
  },
  async tidied() {
    // Queries would otherwise have to skip all rows deleted since the last vacuum.
    if (preparedDatabase) await (await preparedDatabase).pool.query('VACUUM')
  },
}

async function prepareDatabase(): Promise<{ url: string; pool: pg.Pool }> {
  const server = inject('postgres') ?? ''
  const url = new URL(server)
  url.pathname = `test_${randomBytes(6).toString('hex')}`
  await ask(server, `CREATE DATABASE ${url.pathname.slice(1)} TEMPLATE "${TEMPLATE}"`)
  await prepare(url.href)
  // One connection for all tests: opening one takes as long as the work. Outages spare it by its name.
  const own = { max: 1, allowExitOnIdle: true, application_name: BETWEEN_TESTS }
  const pool = new pg.Pool({ connectionString: url.href, ...own })
  // The server may stop before this process does.
  pool.on('error', () => undefined)
  await pool.query(KEEP_AS_PREPARED)
  return { url: url.href, pool }
}

const TABLES = `SELECT tablename FROM pg_tables
  WHERE schemaname = 'public' AND tablename NOT LIKE '\\_\\_%'`

/** Saves every row that `prepareInstallation` creates. */
const KEEP_AS_PREPARED = `DO $$ DECLARE name text; filled boolean; BEGIN
  CREATE SCHEMA kept;
  FOR name IN ${TABLES} LOOP
    EXECUTE format('SELECT EXISTS (TABLE public.%I)', name) INTO filled;
    CONTINUE WHEN NOT filled;
    EXECUTE format('CREATE TABLE kept.%1$I AS TABLE public.%1$I', name);
  END LOOP;
END $$`

/** Deletes rows in any table order: truncating so many tables takes eight times as long. */
const EMPTY_AS_PREPARED = `DO $$ DECLARE name text; BEGIN
  SET LOCAL session_replication_role = replica;
  FOR name IN ${TABLES} LOOP EXECUTE format('DELETE FROM public.%I', name); END LOOP;
  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'kept' LOOP
    EXECUTE format('INSERT INTO public.%1$I TABLE kept.%1$I', name);
  END LOOP;
END $$`

async function prepare(url: string): Promise<void> {
  setSettings({ ...DEFAULTS, DATABASE_URL: url })
  await migrateDatabase()
  await prepareInstallation()
  await closeDatabase()
}

/** Changes settings during a test, as a restart would. */
export async function restartWith(settings: Record<string, string>): Promise<void> {
  await closeDatabase()
  setSettings(settings)
}

function setSettings(settings: Record<string, string>): void {
  Object.assign(process.env, settings)
  forgetSettings(process.env.BCRYPT_COST ? {} : { bcryptCost: CHEAPEST_COST })
}
