import { eq } from 'drizzle-orm'
import { existsSync, rmSync } from 'node:fs'
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { env } from '@/lib/base/env'
import { Unavailable } from '@/lib/base/unavailable'
import { restartWith, useFreshDatabase } from '@/tests/support/database'
import { holdWriteLock, otherConnection } from '@/tests/support/sqlite'
import { closeDatabase, read, readPrepared, transaction, whileOpen, write } from './connection'
import { openConnection } from './drivers/sqlite-connection'
import { revokedTokens, users } from './tables'

const NOW = new Date('2026-01-01T12:00:00Z')

useFreshDatabase()

describe('write', () => {
  test('throws outside a transaction, and writes nothing', async () => {
    await expect(add('a')).rejects.toThrow('outside transaction()')
    await expect(
      transaction({ locks: 'all' }, async () => undefined).then(() => add('b')),
    ).rejects.toThrow()
    expect(await ids()).toEqual([])
  })

  test('throws after its transaction has ended, and does not join another', async () => {
    let late: Promise<unknown> = Promise.resolve()
    await transaction({ locks: 'all' }, async () => {
      late = sleep(20).then(() => write((db) => db.delete(revokedTokens)))
    })
    await expect(late).rejects.toThrow('outside transaction()')
  })
})

describe('transaction', () => {
  test('waits for the lock no longer in a queue than alone', async () => {
    const release = holdWriteLock()
    const started = performance.now()
    const waits = await Promise.all(
      Array.from({ length: 5 }, () =>
        transaction({ locks: 'all' }, async () => 0).catch(() => performance.now() - started),
      ),
    )
    release()
    expect(Math.min(...waits)).toBeGreaterThan(900)
    expect(Math.max(...waits)).toBeLessThan(2500)
  })

  test('rolls back when its work throws, and passes the error on', async () => {
    const reason = new Error('changed my mind')
    const failing = transaction({ locks: 'all' }, async () => {
      await add('a')
      await nextTurn()
      await add('b')
      throw reason
    })
    await expect(failing).rejects.toBe(reason)
    expect(await ids()).toEqual([])
    await transaction({ locks: 'all' }, () => add('c'))
    expect(await ids()).toEqual(['c'])
  })

  test('rolls back when a query fails half-way', async () => {
    const failing = transaction({ locks: 'all' }, async () => {
      await add('a')
      await add('a')
    })
    await expect(failing).rejects.toThrow('revoked_tokens')
    await expect(failing).rejects.not.toBeInstanceOf(Unavailable)
    expect(await ids()).toEqual([])
  })

  test('refuses a row whose foreign key matches no row', async () => {
    const orphan =
      "INSERT INTO passwords (user_id, hash, changed_at) VALUES ('usr_nobody', 'hash', 0)"
    expect(() => openOne().exec(orphan)).toThrow('FOREIGN KEY')
  })

  test('does not interleave with other transactions', async () => {
    const order: string[] = []
    const turns = ['a', 'b', 'c', 'd'].map((name) =>
      transaction({ locks: 'all' }, async () => {
        order.push(`${name} begins`)
        for (let i = 0; i < 5; i += 1) await nextTurn()
        await add(name)
        order.push(`${name} ends`)
      }),
    )
    await Promise.all(turns)
    expect(order).toEqual(
      ['a', 'b', 'c', 'd'].flatMap((name) => [`${name} begins`, `${name} ends`]),
    )
  })

  test('loses no update when 50 transactions read and write at once', async () => {
    await transaction({ locks: 'all' }, () => add('0'))
    await Promise.all(
      Array.from({ length: 50 }, () =>
        transaction({ locks: 'all' }, async () => {
          const [id] = await ids()
          await nextTurn()
          await write((db) => db.update(revokedTokens).set({ id: String(Number(id) + 1) }))
        }),
      ),
    )
    expect(await ids()).toEqual(['50'])
  })

  test('succeeds after the transaction before it failed', async () => {
    const turns = [
      transaction({ locks: 'all' }, () => add('a')),
      transaction({ locks: 'all' }, async () => Promise.reject(new Error('mine alone'))),
      transaction({ locks: 'all' }, () => add('b')),
    ]
    const results = await Promise.allSettled(turns)
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await ids()).toEqual(['a', 'b'])
  })

  test('joins the transaction it is called in: both commit or neither', async () => {
    const outer = transaction({ locks: 'all' }, async () => {
      await transaction({ locks: 'all' }, () => add('inner'))
      throw new Error('outer')
    })
    await expect(outer).rejects.toThrow('outer')
    expect(await ids()).toEqual([])
    await transaction({ locks: 'all' }, async () => {
      await add('outer')
      await transaction({ locks: 'all' }, () => transaction({ locks: 'all' }, () => add('inner')))
    })
    expect(await ids()).toEqual(['inner', 'outer'])
  })

  test('sees its own writes, which others see only after the commit', async () => {
    const seen: string[][] = []
    await transaction({ locks: 'all' }, async () => {
      await add('a')
      seen.push(await ids())
      seen.push(await preparedIds())
      const outside = otherConnection().prepare('SELECT id FROM revoked_tokens').pluck().all()
      seen.push(outside as string[])
    })
    expect(seen).toEqual([['a'], ['a'], []])
    expect(await ids()).toEqual(['a'])
    expect(await preparedIds()).toEqual(['a'])
  })

  test('lets others read while it is open', async () => {
    let letGo = () => {}
    const waiting = new Promise<void>((resolve) => (letGo = resolve))
    const open = transaction({ locks: 'all' }, async () => {
      await add('a')
      await waiting
    })
    await nextTurn()
    expect(await ids()).toEqual([])
    letGo()
    await open
    expect(await ids()).toEqual(['a'])
  })

  test('holds the write lock from its start, before it writes', async () => {
    await transaction({ locks: 'all' }, async () => {
      const other = otherConnection()
      other.pragma('busy_timeout = 0')
      expect(() => other.exec('BEGIN IMMEDIATE')).toThrow('database is locked')
    })
  })

  test('is unavailable when another program holds the lock for a second, and recovers', async () => {
    const release = holdWriteLock()
    const started = performance.now()
    await expect(transaction({ locks: 'all' }, () => add('a'))).rejects.toThrow(Unavailable)
    const waited = performance.now() - started
    expect(waited).toBeGreaterThan(900)
    expect(waited).toBeLessThan(2500)
    // A writer does not block readers.
    expect(await ids()).toEqual([])

    release()
    await transaction({ locks: 'all' }, () => add('b'))
    expect(await ids()).toEqual(['b'])
  })

  test('waits while another program holds the lock briefly, without blocking the process', async () => {
    const release = holdWriteLock()
    const waiting = transaction({ locks: 'all' }, () => add('a'))
    let turns = 0
    const until = performance.now() + 300
    while (performance.now() < until) {
      await sleep(1)
      turns += 1
    }
    release()
    await waiting
    expect(await ids()).toEqual(['a'])
    expect(turns).toBeGreaterThan(5)
  })
})

describe('the database', () => {
  test('is unavailable when a table is missing', async () => {
    otherConnection().exec('DROP TABLE revoked_tokens')
    await expect(read((db) => db.select().from(revokedTokens))).rejects.toThrow(Unavailable)
  })

  test('is unavailable when its folder is missing', async () => {
    await restartWith({ DATABASE_URL: 'file:/nowhere/at/all/gatehouse.db' })
    await expect(read((db) => db.select().from(users))).rejects.toThrow(Unavailable)
  })

  test('is unavailable when its file is missing, and does not create it again', async () => {
    await closeDatabase()
    rmSync(env().databaseFile)
    await expect(ids()).rejects.toThrow(Unavailable)
    await expect(transaction({ locks: 'all' }, () => add('a'))).rejects.toThrow(Unavailable)
    expect(existsSync(env().databaseFile)).toBe(false)
  })

  test('is a single file after it is closed, and reopens by itself', async () => {
    await transaction({ locks: 'all' }, () => add('a'))
    await closeDatabase()
    expect(existsSync(`${env().databaseFile}-wal`)).toBe(false)
    expect(await ids()).toEqual(['a'])
  })

  test('finishes open transactions before it closes', async () => {
    const open = transaction({ locks: 'all' }, async () => {
      await sleep(30)
      await add('a')
    })
    await closeDatabase()
    await open
    expect(await ids()).toEqual(['a'])
  })
})

describe('openConnection', () => {
  test('sets WAL and synchronous=FULL, so that acknowledged writes survive a power cut', () => {
    const connection = openOne()
    expect(connection.pragma('journal_mode', { simple: true })).toBe('wal')
    expect(connection.pragma('synchronous', { simple: true })).toBe(2)
    expect(connection.pragma('foreign_keys', { simple: true })).toBe(1)
    expect(connection.pragma('busy_timeout', { simple: true })).toBe(0)
  })

  test('creates a missing file only when it is told to', () => {
    const missing = `${env().databaseFile}-missing`
    expect(() => openConnection(missing)).toThrow()
    expect(existsSync(missing)).toBe(false)
    const made = openConnection(missing, { create: true })
    expect(made.pragma('synchronous', { simple: true })).toBe(2)
    expect(made.pragma('journal_mode', { simple: true })).toBe('wal')
    made.close()
  })
})

describe('whileOpen', () => {
  test('creates a value once, and again after the database was closed', async () => {
    let made = 0
    const make = () => (made += 1)
    expect([whileOpen('test', make), whileOpen('test', make)]).toEqual([1, 1])
    expect(whileOpen('another test', make)).toBe(2)
    await closeDatabase()
    expect(whileOpen('test', make)).toBe(3)
  })
})

async function add(id: string): Promise<void> {
  const row = { id, userId: 'usr_a' as const, revokedAt: NOW, expiresAt: NOW }
  await write((db) => db.insert(revokedTokens).values(row))
}

async function ids(): Promise<string[]> {
  const rows = await read((db) =>
    db.select({ id: revokedTokens.id }).from(revokedTokens).orderBy(revokedTokens.id),
  )
  return rows.map((row) => row.id)
}

function preparedIds(): Promise<string[]> {
  return readPrepared(
    'ids of this test',
    (db) =>
      db.select({ id: revokedTokens.id }).from(revokedTokens).where(eq(revokedTokens.id, 'a')),
    async (query) => (await query).map((row) => row.id),
  )
}

function openOne() {
  return openConnection(env().databaseFile)
}
