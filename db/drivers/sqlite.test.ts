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
import { beforeEach, describe, expect, it, vi } from 'vitest'
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

  it('waits for it to be released, and answers', async () => {
    let tries = 0
    const answer = await read(async () => {
      tries += 1
      if (tries < 5) throw busy
      return 'the rows'
    })
    expect([answer, tries]).toEqual(['the rows', 5])
  })

  it('is unavailable after a second', async () => {
    const started = performance.now()
    await expect(read(() => Promise.reject(busy))).rejects.toThrow(Unavailable)
    expect(performance.now() - started).toBeGreaterThan(900)
  })

  it('never lets SQLite do the waiting', () => {
    const connections = [openConnection(file), openReader(file)]
    for (const connection of connections) {
      expect(connection.pragma('busy_timeout', { simple: true })).toBe(0)
      connection.close()
    }
  })
})

describe('a database that another program keeps to itself', () => {
  it('opens once it is let go', async () => {
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
  it('has every session ended, once', async () => {
    const backup = await backUp()
    const logged = logs()
    putInPlace(backup)
    expect(await findEpoch()).toBe(1)
    expect(logged()).toContain('every session was ended (epoch 1)')
    await closeDatabase()
    expect(await findEpoch()).toBe(1)
    await transaction(() => add('a'))
    await closeDatabase()
    expect(await findEpoch()).toBe(1)
  })

  it('is noticed while it is open', async () => {
    const backup = await backUp()
    expect(await findEpoch()).toBe(0)
    const logged = logs()
    // As a careless copy makes it: what belongs to the old file stays where it is.
    rmSync(file)
    copyFileSync(backup, file)
    await vi.waitFor(async () => expect(await findEpoch()).toBe(1), { timeout: 10_000 })
    expect(logged()).toContain('deleted, replaced or damaged')
  })

  it('has an epoch again that no earlier restore has had', async () => {
    const backup = await backUp()
    logs()
    for (const epoch of [1, 2, 3]) {
      putInPlace(backup)
      expect(await findEpoch()).toBe(epoch)
      await closeDatabase()
    }
  })

  it('has them ended although a process died before it had done so', async () => {
    const backup = await backUp()
    logs()
    putInPlace(backup)
    expect(await findEpoch()).toBe(1)
    await closeDatabase()
    // As if it had been killed between the mark and the commit.
    otherConnection().exec('UPDATE installation SET epoch = 0')
    expect(await findEpoch()).toBe(2)
  })

  it('has them ended once when several processes find it', async () => {
    const backup = await backUp()
    putInPlace(backup)
    const endings = await runAtOnce(LOOK, 4, {
      AUTH_SECRET: env().authSecrets[0] ?? '',
      DATABASE_URL: env().databaseUrl,
    })
    expect(endings.map(({ code }) => code)).toEqual([0, 0, 0, 0])
    expect(endings.filter(({ output }) => output.includes('was ended'))).toHaveLength(1)
    expect(await findEpoch()).toBe(1)
  }, 30_000)

  it('has them ended once by who finds the work done when the lock is free', async () => {
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

  it('is none when the very same file comes back', async () => {
    expect(await findEpoch()).toBe(0)
    await closeDatabase()
    renameSync(file, `${file}.away`)
    await expect(findEpoch()).rejects.toThrow(Unavailable)
    renameSync(`${file}.away`, file)
    expect(await findEpoch()).toBe(0)
  })

  it('is none where no file was remembered, as after a move to another machine', async () => {
    const backup = await backUp()
    rmSync(`${file}.mark`)
    putInPlace(backup)
    expect(await findEpoch()).toBe(0)
    await closeDatabase()
    logs()
    putInPlace(backup)
    expect(await findEpoch()).toBe(1)
  })

  it('lets nobody in for as long as the sessions cannot be ended', async () => {
    const backup = await backUp()
    logs()
    putInPlace(backup)
    const release = holdWriteLock()
    await expect(findEpoch()).rejects.toThrow(Unavailable)
    release()
    expect(await findEpoch()).toBe(1)
  })

  it('is refused when it is damaged', async () => {
    const backup = await backUp()
    const bytes = readFileSync(backup)
    bytes.fill(0x5a, 8 * 4096, 12 * 4096)
    writeFileSync(backup, bytes)
    putInPlace(backup)
    await expect(findEpoch()).rejects.toThrow(Unavailable)
  })
})

describe('a full disk', () => {
  it('leaves the kept room to endings', async () => {
    await transaction(() => add('a'))
    expect(statSync(`${file}.reserve`).size).toBe(1024 * 1024)
    const logged = logs()
    // Here no reserve can be made, as on a disk that has no room for it.
    rmSync(`${file}.reserve`)
    mkdirSync(`${file}.reserve`)
    await vi.waitFor(
      async () => {
        await expect(transaction(() => add('b'))).rejects.toThrow('Room on the disk')
        expect(logged()).toContain('nothing but log-outs can be written')
      },
      { timeout: 10_000 },
    )
    expect(await ids()).toEqual(['a'])
    await transaction(async () => {
      announceEnding('usr_a')
      await add('c')
    })
    expect(await ids()).toEqual(['a', 'c'])
  })

  it('is over once the reserve can be made anew', async () => {
    await transaction(() => add('a'))
    logs()
    rmSync(`${file}.reserve`)
    mkdirSync(`${file}.reserve`)
    await expect(transaction(() => add('b'))).rejects.toThrow(Unavailable)
    rmSync(`${file}.reserve`, { recursive: true })
    await vi.waitFor(() => transaction(() => add('b')), { timeout: 10_000 })
    expect(statSync(`${file}.reserve`).size).toBe(1024 * 1024)
  })

  it('makes an ending begin anew, with the reserve, and nothing else', async () => {
    const full = Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
    let tries = 0
    const once = async (id: string, isEnding: boolean) => {
      if (isEnding) announceEnding('usr_a')
      await add(id)
      tries += 1
      if (tries === 1) throw full
    }
    await expect(transaction(() => once('a', false))).rejects.toThrow(Unavailable)
    expect(existsSync(`${file}.reserve`)).toBe(true)
    expect([tries, await ids()]).toEqual([1, []])

    tries = 0
    const logged = logs()
    await transaction(() => once('b', true))
    expect([tries, await ids()]).toEqual([2, ['b']])
    expect(existsSync(`${file}.reserve`)).toBe(false)
    expect(logged()).toContain('is being used')
  })
})

describe('a file that went bad', () => {
  it.each([
    ['truncated', () => truncateSync(file, 5000)],
    ['overwritten', () => writeFileSync(file, Buffer.alloc(40_000, 0x5a))],
    ['empty', () => truncateSync(file, 0)],
  ])('is unavailable: %s', async (_name, damage) => {
    await transaction(() => add('a'))
    await closeDatabase()
    damage()
    await expect(ids()).rejects.toThrow(Unavailable)
    await expect(transaction(() => add('b'))).rejects.toThrow(Unavailable)
  })

  it('can be read where it may not be written, and recovers', async () => {
    await transaction(() => add('a'))
    await closeDatabase()
    logs()
    await withoutRootRights(dirname(file), async () => {
      mode(0o400)
      expect(await ids()).toEqual(['a'])
      await expect(transaction(() => add('b'))).rejects.toThrow(Unavailable)
      mode(0o600)
      await vi.waitFor(() => transaction(() => add('c')), { timeout: 10_000 })
      expect(await ids()).toEqual(['a', 'c'])
      await closeDatabase()
    })
  })
})

describe('the write-ahead log', () => {
  it('is warned of when somebody keeps it from being tidied, and is cut after', async () => {
    const warned = logged('warn')
    const look = watchWal(file, 8 * 1024 * 1024, 0)
    const reader = otherConnection()
    reader.exec('BEGIN; SELECT * FROM revoked_tokens')
    await transaction(() => add('a'))
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
    for (const id of ['b', 'c', 'd']) await transaction(() => add(id))
    expect(statSync(`${file}-wal`).size).toBeLessThanOrEqual(8 * 1024 * 1024)
    look()
    expect(warned()).toHaveLength(1)
  })
})

describe('identityOf', () => {
  it('tells a file from one that was made in its place, which may get its number', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gatehouse-'))
    const path = join(folder, 'file')
    const seen = new Set<string>()
    for (let times = 0; times < 3; times += 1) {
      writeFileSync(path, '')
      // No file system tells births apart more finely than this.
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
  const row = { id, userId: 'usr_a', revokedAt: NOW, expiresAt: NOW }
  await write((db) => db.insert(revokedTokens).values(row))
}

async function ids(): Promise<string[]> {
  const rows = await read((db) => db.select({ id: revokedTokens.id }).from(revokedTokens))
  return rows.map((row) => row.id).sort()
}

/** What was logged as errors, which this test expects. */
function logs(): () => string {
  const errors = logged('error')
  return () => errors().join('\n')
}

/** A copy as a careful person takes it, of a database that was in use. */
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
