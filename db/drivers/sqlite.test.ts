import {
  appendFileSync,
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { announceEnding, closeDatabase, read, transaction, write } from '@/db/connection'
import { findEpoch } from '@/db/queries/installation'
import { env } from '@/lib/base/env'
import { Unavailable } from '@/lib/base/unavailable'
import { prepareInstallation } from '@/lib/installation/prepare'
import { useFreshDatabase } from '@/tests/support/database'
import { logged } from '@/tests/support/log'
import { runAtOnce } from '@/tests/support/processes'
import { withoutRootRights } from '@/tests/support/rights'
import { holdWriteLock, otherConnection } from '@/tests/support/sqlite'
import { revokedTokens } from '../tables'
import { openConnection, openReader } from './sqlite-connection'
import { identityOf } from './sqlite-file'
import { endSessionsOfCopy } from './sqlite-mark'
import { watchWal } from './sqlite-wal'

const NOW = new Date('2026-01-01T12:00:00Z')

useFreshDatabase()

let file: string
beforeEach(() => {
  file = env().databaseFile
})

describe('a reader that meets a lock', () => {
  const busy = Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY_RECOVERY' })

  test('waits until the lock is released, and answers', async () => {
    let tries = 0
    const answer = await read(async () => {
      tries += 1
      if (tries < 5) throw busy
      return 'the rows'
    })
    expect([answer, tries]).toEqual(['the rows', 5])
  })

  test('is unavailable when the lock is still held after a second', async () => {
    const started = performance.now()
    await expect(read(() => Promise.reject(busy))).rejects.toThrow(Unavailable)
    expect(performance.now() - started).toBeGreaterThan(900)
  })

  test('never waits inside SQLite, which would block the process', () => {
    const connections = [openConnection(file), openReader(file)]
    for (const connection of connections) {
      expect(connection.pragma('busy_timeout', { simple: true })).toBe(0)
      connection.close()
    }
  })
})

describe('a database that another program locks exclusively', () => {
  test('opens once the lock is released', async () => {
    await closeDatabase()
    const other = otherConnection()
    other.pragma('locking_mode = EXCLUSIVE')
    other.exec('BEGIN IMMEDIATE; UPDATE installation SET epoch = epoch; COMMIT')
    await expect(ids()).rejects.toThrow(Unavailable)
    const waiting = ids()
    await sleep(100)
    other.close()
    expect(await waiting).toEqual([])
  })
})

describe('a replaced database', () => {
  test('has all its sessions ended exactly once', async () => {
    const backup = await backUp()
    const logged = logs()
    putInPlace(backup)
    expect(await findEpoch()).toBe(1)
    expect(logged()).toContain('every session was ended (epoch 1)')
    await closeDatabase()
    expect(await findEpoch()).toBe(1)
    await transaction({ locks: 'all' }, () => add('a'))
    await closeDatabase()
    expect(await findEpoch()).toBe(1)
  })

  test('is noticed while the old file is open', async () => {
    const backup = await backUp()
    expect(await findEpoch()).toBe(0)
    const logged = logs()
    // Like a careless copy, which leaves the -wal and -shm of the old file.
    rmSync(file)
    copyFileSync(backup, file)
    await vi.waitFor(async () => expect(await findEpoch()).toBe(1), { timeout: 10_000 })
    expect(logged()).toContain('deleted, replaced or damaged')
  })

  test('gets an epoch that no earlier restore has used', async () => {
    const backup = await backUp()
    logs()
    for (const epoch of [1, 2, 3]) {
      putInPlace(backup)
      expect(await findEpoch()).toBe(epoch)
      await closeDatabase()
    }
  })

  test('has its sessions ended even if a process died before it committed that', async () => {
    const backup = await backUp()
    logs()
    putInPlace(backup)
    expect(await findEpoch()).toBe(1)
    await closeDatabase()
    // As if the process was killed between the mark and the commit.
    otherConnection().exec('UPDATE installation SET epoch = 0')
    expect(await findEpoch()).toBe(2)
  })

  test('has its sessions ended once when several processes notice it', async () => {
    const backup = await backUp()
    putInPlace(backup)
    const endings = await runAtOnce(LOOK, 4, {
      AUTH_SECRET: env().authSecrets[0] ?? '',
      DATABASE_URL: env().databaseUrl,
    })
    expect(endings.map(({ code }) => code)).toEqual([0, 0, 0, 0])
    expect(endings.filter(({ output }) => output.includes('was ended'))).toHaveLength(1)
    expect(await findEpoch()).toBe(1)
  })

  test('has its sessions ended once when another process does so while this one waits for the lock', async () => {
    const backup = await backUp()
    logs()
    putInPlace(backup)
    const late = openConnection(file)
    const begin = late.exec.bind(late)
    vi.spyOn(late, 'exec').mockImplementationOnce((text) => {
      const first = openConnection(file)
      endSessionsOfCopy(first, file)
      first.close()
      return begin(text)
    })
    endSessionsOfCopy(late, file)
    late.close()
    expect(await findEpoch()).toBe(1)
  })

  test('is not assumed when the same file comes back', async () => {
    expect(await findEpoch()).toBe(0)
    await closeDatabase()
    renameSync(file, `${file}.away`)
    await expect(findEpoch()).rejects.toThrow(Unavailable)
    renameSync(`${file}.away`, file)
    expect(await findEpoch()).toBe(0)
  })

  test('is not assumed when no file was remembered, as after a move to another machine', async () => {
    const backup = await backUp()
    rmSync(`${file}.mark`)
    putInPlace(backup)
    expect(await findEpoch()).toBe(0)
    await closeDatabase()
    logs()
    putInPlace(backup)
    expect(await findEpoch()).toBe(1)
  })

  test('is unavailable until its sessions can be ended', async () => {
    const backup = await backUp()
    logs()
    putInPlace(backup)
    const release = holdWriteLock()
    await expect(findEpoch()).rejects.toThrow(Unavailable)
    release()
    expect(await findEpoch()).toBe(1)
  })

  test('is refused when it is damaged', async () => {
    const backup = await backUp()
    const bytes = readFileSync(backup)
    bytes.fill(0x5a, 8 * 4096, 12 * 4096)
    writeFileSync(backup, bytes)
    putInPlace(backup)
    await expect(findEpoch()).rejects.toThrow(Unavailable)
  })
})

describe('a full disk', () => {
  test('leaves the remaining room to writes that end sessions', async () => {
    await transaction({ locks: 'all' }, () => add('a'))
    expect(statSync(`${file}.reserve`).size).toBe(1024 * 1024)
    const logged = logs()
    // A folder in its place prevents a new reserve, as a full disk does.
    rmSync(`${file}.reserve`)
    mkdirSync(`${file}.reserve`)
    await vi.waitFor(
      async () => {
        await expect(transaction({ locks: 'all' }, () => add('b'))).rejects.toThrow(
          'Room on the disk',
        )
        expect(logged()).toContain('nothing but log-outs can be written')
      },
      { timeout: 10_000 },
    )
    expect(await ids()).toEqual(['a'])
    await transaction({ locks: 'all' }, async () => {
      announceEnding('usr_a')
      await add('c')
    })
    expect(await ids()).toEqual(['a', 'c'])
  })

  test('allows every write again once the reserve can be created again', async () => {
    await transaction({ locks: 'all' }, () => add('a'))
    logs()
    rmSync(`${file}.reserve`)
    mkdirSync(`${file}.reserve`)
    await expect(transaction({ locks: 'all' }, () => add('b'))).rejects.toThrow(Unavailable)
    rmSync(`${file}.reserve`, { recursive: true })
    await vi.waitFor(() => transaction({ locks: 'all' }, () => add('b')), { timeout: 10_000 })
    expect(statSync(`${file}.reserve`).size).toBe(1024 * 1024)
  })

  test('retries a write that ends sessions with the room of the reserve, and no other write', async () => {
    const full = Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
    let tries = 0
    const once = async (id: string, isEnding: boolean) => {
      if (isEnding) announceEnding('usr_a')
      await add(id)
      tries += 1
      if (tries === 1) throw full
    }
    await expect(transaction({ locks: 'all' }, () => once('a', false))).rejects.toThrow(Unavailable)
    expect(existsSync(`${file}.reserve`)).toBe(true)
    expect([tries, await ids()]).toEqual([1, []])

    tries = 0
    const logged = logs()
    await transaction({ locks: 'all' }, () => once('b', true))
    expect([tries, await ids()]).toEqual([2, ['b']])
    expect(existsSync(`${file}.reserve`)).toBe(false)
    expect(logged()).toContain('is being used')
  })
})

describe('a damaged or read-only file', () => {
  test.each([
    ['truncated', () => truncateSync(file, 5000)],
    ['overwritten', () => writeFileSync(file, Buffer.alloc(40_000, 0x5a))],
    ['empty', () => truncateSync(file, 0)],
  ])('is unavailable when it is %s', async (_name, damage) => {
    await transaction({ locks: 'all' }, () => add('a'))
    await closeDatabase()
    damage()
    await expect(ids()).rejects.toThrow(Unavailable)
    await expect(transaction({ locks: 'all' }, () => add('b'))).rejects.toThrow(Unavailable)
  })

  test('can be read while it is read-only, and written once it is writable again', async () => {
    await transaction({ locks: 'all' }, () => add('a'))
    await closeDatabase()
    logs()
    await withoutRootRights(dirname(file), async () => {
      mode(0o400)
      expect(await ids()).toEqual(['a'])
      await expect(transaction({ locks: 'all' }, () => add('b'))).rejects.toThrow(Unavailable)
      mode(0o600)
      await vi.waitFor(() => transaction({ locks: 'all' }, () => add('c')), { timeout: 10_000 })
      expect(await ids()).toEqual(['a', 'c'])
      await closeDatabase()
    })
  })
})

describe('the write-ahead log', () => {
  test('is warned of once when a reader keeps it growing, and is cut down afterwards', async () => {
    const warned = logged('warn')
    const look = watchWal(file, 8 * 1024 * 1024, 0)
    const reader = otherConnection()
    reader.exec('BEGIN; SELECT * FROM revoked_tokens')
    await transaction({ locks: 'all' }, () => add('a'))
    look()
    expect(warned()).toEqual([])
    const writer = otherConnection()
    writer.pragma('synchronous = OFF')
    const write = writer.prepare('UPDATE installation SET created_at = created_at + 1')
    for (let frames = 0; frames < 2500; frames += 1) write.run()
    look()
    look()
    expect(warned()).toHaveLength(1)
    expect(warned().join()).toContain('has grown to')

    reader.exec('COMMIT')
    for (const id of ['b', 'c', 'd']) await transaction({ locks: 'all' }, () => add(id))
    expect(statSync(`${file}-wal`).size).toBeLessThanOrEqual(8 * 1024 * 1024)
    look()
    expect(warned()).toHaveLength(1)
  })
})

describe('identityOf', () => {
  test('tells a file from a new one in its place, even under the same inode number', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gatehouse-'))
    const path = join(folder, 'file')
    const seen = new Set<string>()
    for (let times = 0; times < 3; times += 1) {
      writeFileSync(path, '')
      // Longer than the resolution of file creation times.
      await sleep(20)
      appendFileSync(path, 'x')
      expect(identityOf(path)).toBe(identityOf(path))
      seen.add(identityOf(path))
      rmSync(path)
    }
    expect(seen.size).toBe(3)
    rmSync(folder, { recursive: true })
  })
})

const LOOK = `import { findEpoch } from '@/db/queries/installation'
---
console.log(await findEpoch())
`

async function add(id: string): Promise<void> {
  const row = { id, userId: 'usr_a' as const, revokedAt: NOW, expiresAt: NOW }
  await write((db) => db.insert(revokedTokens).values(row))
}

async function ids(): Promise<string[]> {
  const rows = await read((db) => db.select({ id: revokedTokens.id }).from(revokedTokens))
  return rows.map((row) => row.id).sort()
}

/** The logged errors, which these tests expect. */
function logs(): () => string {
  const errors = logged('error')
  return () => errors().join('\n')
}

/** A proper backup of a database that was in use, taken while it is closed. */
async function backUp(): Promise<string> {
  await prepareInstallation()
  await closeDatabase()
  copyFileSync(file, `${file}.backup`)
  return `${file}.backup`
}

function putInPlace(copy: string): void {
  for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true })
  copyFileSync(copy, file)
}

function mode(bits: number): void {
  for (const end of ['', '-wal', '-shm']) if (existsSync(file + end)) chmodSync(file + end, bits)
}
