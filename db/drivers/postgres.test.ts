import { sql } from 'drizzle-orm'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  onTestFinished,
  test,
} from 'vitest'
import {
  announceEnding,
  closeDatabase,
  listenToEndings,
  lockOf,
  read,
  transaction,
  afterCommit,
  write,
} from '@/db/connection'
import { migratePostgres } from '@/db/migrate-postgres'
import { installation } from '@/db/tables'
import { Unavailable } from '@/lib/base/unavailable'
import { restartWith, SECRET } from '@/tests/support/database'
import { ask, startPostgres, type PostgresServer } from '@/tests/support/postgres-server'
import { runAtOnce } from '@/tests/support/processes'

let server: PostgresServer
let url = ''

/** Fails with the SQLSTATE it is given. */
const FAIL = `CREATE FUNCTION fail(code text) RETURNS int LANGUAGE plpgsql
  AS $$ BEGIN RAISE EXCEPTION USING ERRCODE = code; END $$`

beforeAll(async () => {
  server = await startPostgres()
  await server.create('gatehouse')
  await server.create('shut')
  await ask(server.url, 'ALTER DATABASE shut WITH ALLOW_CONNECTIONS false')
  url = server.urlOf('gatehouse')
  await migratePostgres(url)
  await ask(url, FAIL)
  await ask(url, 'INSERT INTO installation VALUES (1, 0, now())')
})
afterAll(() => server.stop())

beforeEach(() => restartWith({ AUTH_SECRET: SECRET, DATABASE_URL: url }))
afterEach(async () => {
  await closeDatabase()
  await ask(url, 'UPDATE installation SET epoch = 0')
})

const MIGRATE = `import { migrateDatabase } from '@/db/migrate'
import { closeDatabase } from '@/db/connection'
import { prepareInstallation } from '@/lib/installation/prepare'
---
try { await migrateDatabase(); await prepareInstallation(); await closeDatabase() }
catch (error) { console.log(error.message); process.exit(1) }
`

test('ten instances that start at once on an empty database create one schema and one key ring', async () => {
  await server.create('empty')
  const empty = server.urlOf('empty')
  const endings = await runAtOnce(MIGRATE, 10, { AUTH_SECRET: SECRET, DATABASE_URL: empty })
  expect(endings).toEqual(Array.from({ length: 10 }, () => ({ code: 0, output: '' })))
  expect(await ask(empty, 'SELECT id FROM signing_keys')).toHaveLength(2)
  expect(await ask(empty, 'SELECT id FROM data_keys')).toHaveLength(6)
})

describe('a transaction', () => {
  test('rolls back when it throws, and shows its writes to no other before the commit', async () => {
    const failing = transaction({ locks: 'all' }, async () => {
      await raiseEpoch()
      expect(await epoch()).toBe(1)
      const [outside] = await ask(url, 'SELECT epoch FROM installation')
      expect(outside?.epoch).toBe(0)
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await epoch()).toBe(0)
  })

  test('excludes others of the same user, and does not wait for other users', async () => {
    const order: string[] = []
    const gate = newGate()
    const slow = transaction({ locks: lockOf('usr_ada') }, () =>
      gate.pass().then(() => order.push('ada')),
    )
    await until(() => gate.waiting === 1)
    await transaction({ locks: lockOf('usr_bob') }, async () => order.push('bob'))
    const again = transaction({ locks: lockOf('usr_ada') }, async () => order.push('ada again'))
    await eventually(async () => expect(await waiters()).toBe(1))
    gate.open()
    await Promise.all([slow, again])
    expect(order).toEqual(['bob', 'ada', 'ada again'])
  })

  test('excludes every other transaction when it names no lock', async () => {
    const order: string[] = []
    const gate = newGate()
    const slow = transaction({ locks: 'all' }, () => gate.pass().then(() => order.push('all')))
    await until(() => gate.waiting === 1)
    const bob = transaction({ locks: lockOf('usr_bob') }, async () => order.push('bob'))
    await eventually(async () => expect(await waiters()).toBe(1))
    gate.open()
    await Promise.all([slow, bob])
    expect(order).toEqual(['all', 'bob'])
  })

  test('takes its locks in one order, so that no two deadlock', async () => {
    const both = [...lockOf('usr_a'), ...lockOf('usr_b')]
    const works = Array.from({ length: 20 }, (_, i) =>
      transaction({ locks: i % 2 ? both : both.toReversed() }, () => read(() => sleep(5))),
    )
    await Promise.all(works)
  })

  test.each(['40001', '40P01'])(
    'is retried at most three times after SQLSTATE %s',
    async (code) => {
      let tries = 0
      const conflict = () => {
        tries += 1
        return write((db) => db.select({ x: raise(code) }).from(installation))
      }
      await expect(transaction({ locks: 'none' }, conflict)).rejects.toThrow(Unavailable)
      expect(tries).toBe(4)

      tries = 0
      let kept = 0
      const second = async () => {
        afterCommit(() => (kept += 1))
        return tries === 1 ? 'done' : conflict()
      }
      expect(await transaction({ locks: 'none' }, second)).toBe('done')
      expect(kept).toBe(1)
    },
  )

  test('passes on a mistake of ours, and is not retried', async () => {
    let tries = 0
    const mistake = transaction({ locks: 'none' }, () => {
      tries += 1
      return write((db) => db.select({ x: raise('22012') }).from(installation))
    })
    await expect(mistake).rejects.not.toThrow(Unavailable)
    expect(tries).toBe(1)
  })
})

describe('endings', () => {
  test('reach this process on its own commits, and from every other process', async () => {
    const told: (string | null)[] = []
    const stop = listenToEndings((userId) => told.push(userId))
    onTestFinished(stop)
    await eventually(async () => expect(told).toEqual([null]))
    const undone = transaction({ locks: lockOf('usr_b') }, async () => {
      announceEnding('usr_b')
      throw new Error('no')
    })
    await expect(undone).rejects.toThrow('no')
    await transaction({ locks: lockOf('usr_a') }, async () => announceEnding('usr_a'))
    // This process reports it at once; the server's own message may have come too.
    expect(new Set(told)).toEqual(new Set([null, 'usr_a']))
    await ask(url, "SELECT pg_notify('gatehouse_endings', 'usr_far')")
    await eventually(async () => expect(told).toContain('usr_far'))
    expect(new Set(told)).toEqual(new Set([null, 'usr_a', 'usr_far']))

    stop()
    await eventually(async () => expect(await listeners()).toBe(0))
  })

  test('count as missed when listening begins: the follower is told to check every user', async () => {
    const told: (string | null)[] = []
    onTestFinished(listenToEndings((userId) => told.push(userId)))
    await eventually(async () => expect(told).toEqual([null]))
    expect(await listeners()).toBe(1)
  })

  test('count as missed after a restart of the server: the follower is told to check every user', async () => {
    const told: (string | null)[] = []
    onTestFinished(listenToEndings((userId) => told.push(userId)))
    await eventually(async () => expect(told).toEqual([null]))
    await server.restart()
    await eventually(async () => expect(told).toEqual([null, null]))
    await ask(url, "SELECT pg_notify('gatehouse_endings', 'usr_far')")
    await eventually(async () => expect(told).toContain('usr_far'))
    expect(await listeners()).toBe(1)
  })
})

describe('an outage', () => {
  test('is reported, without a hang, when the pool is full or a lock is held', async () => {
    const gate = newGate()
    const holder = transaction({ locks: lockOf('usr_ada') }, gate.pass)
    await until(() => gate.waiting === 1)
    const waiter = transaction({ locks: lockOf('usr_ada') }, async () => 'never')
    const others = Array.from({ length: 7 }, () => transaction({ locks: 'none' }, gate.pass))
    const queued = transaction({ locks: 'none' }, async () => 'never')
    const refused = await Promise.allSettled([queued, waiter])
    gate.open()
    for (const result of refused) {
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'unavailable' } })
    }
    await Promise.all([holder, ...others])
    expect(await transaction({ locks: lockOf('usr_ada') }, async () => 'again')).toBe('again')
  })

  test('of the writing connections does not block reads', async () => {
    const gate = newGate()
    const held = Array.from({ length: 9 }, () => transaction({ locks: 'none' }, gate.pass))
    await until(() => gate.waiting === 9)
    const [reading] = await Promise.allSettled([epoch()])
    gate.open()
    expect(reading).toEqual({ status: 'fulfilled', value: 0 })
    await Promise.all(held)
  })

  test('lasts while the server is down, and ends by itself when it is back', async () => {
    expect(await epoch()).toBe(0)
    await server.halt()
    await expect(epoch()).rejects.toThrow(Unavailable)
    await expect(transaction({ locks: 'all' }, raiseEpoch)).rejects.toThrow(Unavailable)
    await server.start()
    expect(await eventually(epoch)).toBe(0)
    await transaction({ locks: 'all' }, raiseEpoch)
    expect(await epoch()).toBe(1)
  })

  test('is reported when a connection stays silent, and the next one answers', async () => {
    await restartWith({ DATABASE_URL: `${url}?statement_timeout=0&query_timeout=300` })
    const silent = sql`pg_sleep(3)`
    const stuck = transaction({ locks: 'none' }, () =>
      write((db) => db.select({ x: silent }).from(installation).limit(1)),
    )
    await expect(stuck).rejects.toThrow(Unavailable)
    expect(await transaction({ locks: 'none' }, epoch)).toBe(0)
  })

  test('of a process during a transaction holds its locks for ten seconds at most', async () => {
    const setting = sql`current_setting('idle_in_transaction_session_timeout')`
    expect(await read((db) => db.select({ setting }).from(installation))).toEqual([
      { setting: '10s' },
    ])
  })

  test('in the middle of a transaction rolls it back', async () => {
    const cut = transaction({ locks: 'all' }, async () => {
      await raiseEpoch()
      await server.restart('immediate')
      await raiseEpoch()
    })
    await expect(cut).rejects.toThrow(Unavailable)
    expect(await eventually(epoch)).toBe(0)
  })

  test.each([
    ['a missing server', 'postgres://gatehouse@127.0.0.1:9/x'],
    ['a missing database', 'nowhere'],
    ['a database that allows no connections', 'shut'],
  ])('is reported for %s', async (_what, target) => {
    await restartWith({ DATABASE_URL: target.includes(':') ? target : server.urlOf(target) })
    await expect(epoch()).rejects.toThrow(Unavailable)
  })

  test('is reported for a database without our tables', async () => {
    await restartWith({ DATABASE_URL: server.url })
    await expect(epoch()).rejects.toThrow(Unavailable)
    await closeDatabase()
  })
})

test('a version works on a database whose schema a newer version has extended', async () => {
  const newer = server.urlOf('empty')
  await ask(
    newer,
    "INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('x', 9999999999999)",
  )
  await ask(newer, "ALTER TABLE installation ADD note text DEFAULT '' NOT NULL")
  await migratePostgres(newer)
  await restartWith({ DATABASE_URL: newer })
  await transaction({ locks: 'all' }, raiseEpoch)
  expect(await epoch()).toBe(1)
})

test('TLS is as DATABASE_URL says, and a certificate of an unknown authority is refused', async () => {
  const authority = await server.encrypt()
  const to = (settings: string) =>
    restartWith({ DATABASE_URL: `${url.replace('127.0.0.1', 'localhost')}?${settings}` })
  await to(`sslmode=verify-full&sslrootcert=${authority}`)
  expect(await isEncrypted()).toBe(true)
  await to('sslmode=verify-full')
  await expect(isEncrypted()).rejects.toThrow(Unavailable)
  await to('sslmode=no-verify')
  expect(await isEncrypted()).toBe(true)
  await to('')
  expect(await isEncrypted()).toBe(false)
})

test('a failed start says in words what is wrong, and never shows the password', async () => {
  const secret = 's3cret'
  const cases: [string, RegExp][] = [
    [`postgres://gatehouse:${secret}@127.0.0.1:9/x`, /does not answer/],
    [server.urlOf('nowhere').replace('@', `:${secret}@`), /does not exist/],
    [server.urlOf('gatehouse').replace('gatehouse@', `nobody:${secret}@`), /user or password/],
  ]
  for (const [at, words] of cases) {
    const failure: unknown = await migratePostgres(at).catch((error: unknown) => error)
    expect(String(failure)).toMatch(words)
    expect(String(failure)).not.toContain(secret)
  }
})

/** How many connections listen on this server, which only this file uses. */
async function listeners(): Promise<number> {
  const rows = await ask(
    server.url,
    "SELECT 1 FROM pg_stat_activity WHERE application_name = 'gatehouse endings'",
  )
  return rows.length
}

/** How many transactions wait for a lock. */
async function waiters(): Promise<number> {
  return (await ask(server.url, 'SELECT 1 FROM pg_locks WHERE NOT granted')).length
}

async function epoch(): Promise<number | undefined> {
  const rows = await read((db) => db.select({ epoch: installation.epoch }).from(installation))
  return rows[0]?.epoch
}

async function raiseEpoch(): Promise<void> {
  await write((db) => db.update(installation).set({ epoch: sql`${installation.epoch} + 1` }))
}

async function isEncrypted(): Promise<boolean> {
  const ssl = sql<boolean>`(SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid())`
  const rows = await read((db) => db.select({ ssl }).from(installation))
  return rows[0]?.ssl ?? false
}

/** An expression that fails with this SQLSTATE. */
function raise(code: string) {
  return sql`fail(${code})`
}

/** A gate where transactions wait until the test opens it. */
function newGate() {
  let open = () => {}
  const opened = new Promise<void>((resolve) => (open = resolve))
  const gate = {
    waiting: 0,
    open,
    pass: () => {
      gate.waiting += 1
      return opened
    },
  }
  return gate
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(5)
}

/** The first answer of `work` that is not an error. */
async function eventually<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await work()
    } catch (error) {
      if (tries > 400) throw error
      await sleep(50)
    }
  }
}
