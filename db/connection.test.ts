import { eq } from 'drizzle-orm'
import { existsSync, rmSync } from 'node:fs'
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
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
  it('throws outside a transaction, and writes nothing', async () => {
    await expect(add('a')).rejects.toThrow('outside transaction()')
    await expect(transaction(async () => undefined).then(() => add('b'))).rejects.toThrow()
    expect(await ids()).toEqual([])
  })

  it('throws once its transaction has ended, and writes into nobody else’s', async () => {
    let late: Promise<unknown> = Promise.resolve()
    await transaction(async () => {
      late = sleep(20).then(() => write((db) => db.delete(revokedTokens)))
    })
    await expect(late).rejects.toThrow('outside transaction()')
  })
})

describe('transaction', () => {
  it('waits no longer behind others than alone', async () => {
    const release = holdWriteLock()
    const started = performance.now()
    const waits = await Promise.all(
      Array.from({ length: 5 }, () =>
        transaction(async () => 0).catch(() => performance.now() - started),
      ),
    )
    release()
    expect(Math.min(...waits)).toBeGreaterThan(900)
    expect(Math.max(...waits)).toBeLessThan(2500)
  })

  it('keeps nothing of one that throws, and passes on what was thrown', async () => {
    const reason = new Error('changed my mind')
    const failing = transaction(async () => {
      await add('a')
      await nextTurn()
      await add('b')
      throw reason
    })
    await expect(failing).rejects.toBe(reason)
    expect(await ids()).toEqual([])
    await transaction(() => add('c'))
    expect(await ids()).toEqual(['c'])
  })

  it('keeps nothing when a query fails half-way', async () => {
    const failing = transaction(async () => {
      await add('a')
      await add('a')
    })
    await expect(failing).rejects.toThrow('revoked_tokens')
    await expect(failing).rejects.not.toBeInstanceOf(Unavailable)
    expect(await ids()).toEqual([])
  })

  it('refuses a row that points at nothing', async () => {
    const orphan = "INSERT INTO passwords VALUES ('usr_nobody', 'hash', 0)"
    expect(() => openOne().exec(orphan)).toThrow('FOREIGN KEY')
  })

  it('does not interleave with another, however long each waits', async () => {
    const order: string[] = []
    const turns = ['a', 'b', 'c', 'd'].map((name) =>
      transaction(async () => {
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

  it('loses no count when many read and write at once', async () => {
    await transaction(() => add('0'))
    await Promise.all(
      Array.from({ length: 50 }, () =>
        transaction(async () => {
          const [id] = await ids()
          await nextTurn()
          await write((db) => db.update(revokedTokens).set({ id: String(Number(id) + 1) }))
        }),
      ),
    )
    expect(await ids()).toEqual(['50'])
  })

  it('goes on after one before it failed', async () => {
    const turns = [
      transaction(() => add('a')),
      transaction(async () => Promise.reject(new Error('mine alone'))),
      transaction(() => add('b')),
    ]
    const results = await Promise.allSettled(turns)
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await ids()).toEqual(['a', 'b'])
  })

  it('joins the one it is called in: all is kept, or nothing', async () => {
    const outer = transaction(async () => {
      await transaction(() => add('inner'))
      throw new Error('outer')
    })
    await expect(outer).rejects.toThrow('outer')
    expect(await ids()).toEqual([])
    await transaction(async () => {
      await add('outer')
      await transaction(() => transaction(() => add('inner')))
    })
    expect(await ids()).toEqual(['inner', 'outer'])
  })

  it('shows its own writes to itself, and to others only once they are kept', async () => {
    const seen: string[][] = []
    await transaction(async () => {
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

  it('lets others read while it is open', async () => {
    let letGo = () => {}
    const waiting = new Promise<void>((resolve) => (letGo = resolve))
    const open = transaction(async () => {
      await add('a')
      await waiting
    })
    await nextTurn()
    expect(await ids()).toEqual([])
    letGo()
    await open
    expect(await ids()).toEqual(['a'])
  })

  it('holds the write lock from its first moment, before it writes', async () => {
    await transaction(async () => {
      const other = otherConnection()
      other.pragma('busy_timeout = 0')
      expect(() => other.exec('BEGIN IMMEDIATE')).toThrow('database is locked')
    })
  })

  it('is unavailable after a second of another program holding the lock, and recovers', async () => {
    const release = holdWriteLock()
    const started = performance.now()
    await expect(transaction(() => add('a'))).rejects.toThrow(Unavailable)
    const waited = performance.now() - started
    expect(waited).toBeGreaterThan(900)
    expect(waited).toBeLessThan(2500)
    // Readers are not kept waiting by a writer.
    expect(await ids()).toEqual([])

    release()
    await transaction(() => add('b'))
    expect(await ids()).toEqual(['b'])
  })

  it('waits out another program that holds the lock for a moment, and stalls nobody', async () => {
    const release = holdWriteLock()
    const waiting = transaction(() => add('a'))
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
  it('is unavailable when its tables are not there', async () => {
    otherConnection().exec('DROP TABLE revoked_tokens')
    await expect(read((db) => db.select().from(revokedTokens))).rejects.toThrow(Unavailable)
  })

  it('is unavailable when its folder is gone', async () => {
    await restartWith({ DATABASE_URL: 'file:/nowhere/at/all/gatehouse.db' })
    await expect(read((db) => db.select().from(users))).rejects.toThrow(Unavailable)
  })

  it('is unavailable when its file is gone, and is never made anew', async () => {
    await closeDatabase()
    rmSync(env().databaseFile)
    await expect(ids()).rejects.toThrow(Unavailable)
    await expect(transaction(() => add('a'))).rejects.toThrow(Unavailable)
    expect(existsSync(env().databaseFile)).toBe(false)
  })

  it('lies in one file once it is closed, and opens again by itself', async () => {
    await transaction(() => add('a'))
    await closeDatabase()
    expect(existsSync(`${env().databaseFile}-wal`)).toBe(false)
    expect(await ids()).toEqual(['a'])
  })

  it('finishes what has begun before it closes', async () => {
    const open = transaction(async () => {
      await sleep(30)
      await add('a')
    })
    await closeDatabase()
    await open
    expect(await ids()).toEqual(['a'])
  })
})

describe('openConnection', () => {
  it('keeps what was acknowledged through a loss of power', () => {
    const connection = openOne()
    expect(connection.pragma('journal_mode', { simple: true })).toBe('wal')
    expect(connection.pragma('synchronous', { simple: true })).toBe(2)
    expect(connection.pragma('foreign_keys', { simple: true })).toBe(1)
    expect(connection.pragma('busy_timeout', { simple: true })).toBe(0)
  })

  it('refuses to make a file unless it is told to', () => {
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
  it('makes a value once, and anew after the database was closed', async () => {
    let made = 0
    const make = () => (made += 1)
    expect([whileOpen('test', make), whileOpen('test', make)]).toEqual([1, 1])
    expect(whileOpen('another test', make)).toBe(2)
    await closeDatabase()
    expect(whileOpen('test', make)).toBe(3)
  })
})

async function add(id: string): Promise<void> {
  const row = { id, userId: 'usr_a', revokedAt: NOW, expiresAt: NOW }
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
