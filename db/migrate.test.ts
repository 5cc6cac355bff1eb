import Database from 'better-sqlite3'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { logged } from '@/tests/support/log'
import { runAtOnce } from '@/tests/support/processes'
import { withoutRootRights } from '@/tests/support/rights'
import { otherConnection } from '@/tests/support/sqlite'
import { migrateSqlite } from './migrate'

const MIGRATIONS = readdirSync('db/migrations/sqlite').filter((name) =>
  name.endsWith('.sql'),
).length

let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-'))
  file = join(folder, 'deep/down/gatehouse.db')
})

afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

describe('migrateSqlite', () => {
  test('refuses a file that is not a database, says what to do, and leaves it unchanged', async () => {
    file = join(folder, 'letters.txt')
    const letters = 'Dear diary, '.repeat(500)
    writeFileSync(file, letters)
    await expect(migrateSqlite(file)).rejects.toThrow(
      `The database ${file} is damaged or is not a SQLite file: restore it from a backup.`,
    )
    expect(readFileSync(file, 'utf8')).toBe(letters)
  })

  test('says of a damaged database to restore it from a backup', async () => {
    await migrateSqlite(file)
    const bytes = readFileSync(file)
    bytes.fill(0x5a, 100, bytes.length)
    writeFileSync(file, bytes)
    await expect(migrateSqlite(file)).rejects.toThrow('restore it from a backup')
  })

  test('finds damage in the middle of a database that opens without an error', async () => {
    await migrateSqlite(file)
    const bytes = readFileSync(file)
    bytes.fill(0x5a, 8 * 4096, 12 * 4096)
    writeFileSync(file, bytes)
    await expect(migrateSqlite(file)).rejects.toThrow('restore it from a backup')
  })

  test('refuses a truncated database', async () => {
    await migrateSqlite(file)
    truncateSync(file, 6 * 4096)
    await expect(migrateSqlite(file)).rejects.toThrow('restore it from a backup')
  })

  test('accepts a database of a newer version, with a warning', async () => {
    const warnings = logged('warn')
    await migrateSqlite(file)
    expect(warnings()).toEqual([])
    const other = otherConnection(file)
    const newer = 'INSERT INTO __drizzle_migrations (hash, created_at) VALUES (?, ?)'
    other.prepare(newer).run('of tomorrow', Date.now() * 2)
    await migrateSqlite(file)
    expect(warnings().join()).toContain('a newer version of Gatehouse')
    expect(appliedIn(file)).toBe(MIGRATIONS + 1)
  })

  test('refuses a database that another program has locked, and says so', async () => {
    await migrateSqlite(file)
    const other = otherConnection(file)
    other.exec('BEGIN IMMEDIATE')
    await expect(migrateSqlite(file)).rejects.toThrow('is locked by another program')
    other.exec('ROLLBACK')
    await migrateSqlite(file)
  })

  test.each(['gatehouse.db', 'deep/down/gatehouse.db'])(
    'says that %s cannot be created below a file',
    async (name) => {
      const parent = join(folder, 'a-file')
      writeFileSync(parent, '')
      await expect(migrateSqlite(join(parent, name))).rejects.toThrow(
        `The database ${join(parent, name)} cannot be made: ${parent} is a file, and no folder.`,
      )
    },
  )

  test('says that a folder is not a database', async () => {
    await expect(migrateSqlite(folder)).rejects.toThrow(
      `The database ${folder} cannot be opened: it is a folder.`,
    )
  })

  test('says where it may not write, and what to check', async () => {
    const sentence = 'cannot be written: check the owner and mode of the file and its folder.'
    mkdirSync(join(folder, 'shut'), { mode: 0o500 })
    await migrateSqlite(file)
    await withoutRootRights(folder, async () => {
      await expect(migrateSqlite(join(folder, 'shut/deep/gatehouse.db'))).rejects.toThrow(sentence)
      await expect(migrateSqlite(join(folder, 'shut/gatehouse.db'))).rejects.toThrow(sentence)
      chmodSync(file, 0o400)
      await expect(migrateSqlite(file)).rejects.toThrow(sentence)
      chmodSync(file, 0o600)
      chmodSync(dirname(file), 0o500)
      await expect(migrateSqlite(file)).rejects.toThrow(sentence)
      chmodSync(dirname(file), 0o700)
    })
  })

  test('does not replace a lost database by an empty one, until its mark is deleted', async () => {
    await migrateSqlite(file)
    rmSync(file)
    await expect(migrateSqlite(file)).rejects.toThrow(/ is gone: restore it from a backup/)
    expect(existsSync(file)).toBe(false)
    rmSync(`${file}.mark`)
    await migrateSqlite(file)
    expect(tablesOf(file)).toContain('users')
  })

  test('refuses a database in which another program has a table of the same name', async () => {
    mkdirSync(join(folder, 'deep/down'), { recursive: true })
    otherConnection(file).exec('CREATE TABLE users (id text)')
    await expect(migrateSqlite(file)).rejects.toThrow(/^The database .*already exists$/s)
    expect(tablesOf(file)).not.toContain('sessions')
  })

  test('waits while another program holds the lock briefly', async () => {
    await migrateSqlite(file)
    const other = otherConnection(file)
    other.exec('DELETE FROM __drizzle_migrations')
    for (const table of tablesOf(file)) {
      if (!/^(__|sqlite_)/.test(table)) other.exec(`DROP TABLE "${table}"`)
    }
    other.exec('BEGIN IMMEDIATE')
    setTimeout(() => other.exec('ROLLBACK'), 400)
    await migrateSqlite(file)
    expect(tablesOf(file)).toContain('sessions')
  })

  test('creates the folders, the file and every table', async () => {
    await migrateSqlite(file)
    expect(existsSync(file)).toBe(true)
    expect(tablesOf(file)).toEqual(
      expect.arrayContaining(['data_keys', 'installation', 'sessions', 'signing_keys', 'users']),
    )
    expect(appliedIn(file)).toBe(MIGRATIONS)
  })

  test('changes neither schema nor rows when it runs again', async () => {
    await migrateSqlite(file)
    otherConnection(file).exec(
      "INSERT INTO users (id, email, email_key, name, created_at) VALUES ('u', 'a@b.c', 'a@b.c', 'A', 0)",
    )
    const before = schemaOf(file)
    for (let i = 0; i < 3; i += 1) await migrateSqlite(file)
    expect(schemaOf(file)).toEqual(before)
    expect(appliedIn(file)).toBe(MIGRATIONS)
    expect(otherConnection(file).prepare('SELECT id FROM users').all()).toEqual([{ id: 'u' }])
  })

  test('applies each migration once when several processes start at once', async () => {
    const script = `
      import { migrateSqlite } from '@/db/migrate'
      ---
      try { await migrateSqlite(process.env.FILE) } catch (e) { console.log(e.message); process.exit(1) }
    `
    const endings = await runAtOnce(dedent(script), 4, { FILE: file })
    expect(endings).toEqual(Array.from({ length: 4 }, () => ({ code: 0, output: '' })))
    expect(appliedIn(file)).toBe(MIGRATIONS)
    expect(tablesOf(file)).toContain('sessions')
  })
})

function tablesOf(path: string): string[] {
  return schemaOf(path).flatMap(({ type, name }) => (type === 'table' ? [name] : []))
}

function schemaOf(path: string) {
  const connection = new Database(path)
  const rows = connection.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY name').all()
  connection.close()
  // Safe: the query selects exactly these columns.
  return rows as { type: string; name: string; sql: string }[]
}

function appliedIn(path: string): number {
  const connection = new Database(path)
  const count = connection.prepare('SELECT count(*) FROM __drizzle_migrations').pluck().get()
  connection.close()
  return Number(count)
}

function dedent(text: string): string {
  return text.replace(/^ +/gm, '')
}
