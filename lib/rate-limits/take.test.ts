import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { closeDatabase, transaction } from '@/db/connection'
import type { RateLimit } from '@/db/queries/rate-limits'
import { DAY } from '@/lib/base/time'
import { useFreshDatabase } from '@/tests/support/database'
import { otherProgram, writeCounter } from '@/tests/support/other-program'
import { moveExpiry } from '@/tests/support/rate-limits'
import { forget, giveBack, takeAttempt, waitBefore, type Take } from './take'

const THREE: RateLimit = { name: 'three', tries: 3, seconds: 60 }
const FIVE: RateLimit = { name: 'five', tries: 5, seconds: 3600 }
const SHORT: RateLimit = { name: 'short', tries: 2, seconds: 1 }

const three: Take = { limit: THREE, key: ['ada@example.com', '192.0.2.1'] }
const five: Take = { limit: FIVE, key: ['192.0.2.1'] }

useFreshDatabase()

describe('takeAttempt', () => {
  test('allows as many attempts as the limit says, and returns how long the next one must wait', async () => {
    for (let i = 0; i < 3; i += 1) expect(await takeAttempt([three])).toBeNull()
    const wait = await takeAttempt([three])
    expect(wait).toBeGreaterThan(50_000)
    expect(wait).toBeLessThanOrEqual(60_000)
  })

  test('writes nothing for a refused attempt', async () => {
    await exhaust(three)
    const writes = await writeCounter()
    const before = [await writes(), await rows()]
    for (let i = 0; i < 20; i += 1) expect(await takeAttempt([five, three])).not.toBeNull()
    expect([await writes(), await rows()]).toEqual(before)
  })

  test('counts against no limit when one of several refuses', async () => {
    await exhaust(three)
    for (let i = 0; i < 10; i += 1) await takeAttempt([five, three])
    expect(await takeAttempt([five])).toBeNull()
    expect((await rows()).map((row) => row.points)).toEqual([1, 3])
  })

  test('returns the longest wait of several limits', async () => {
    await exhaust(three)
    await exhaust(five)
    expect(await takeAttempt([three, five])).toBeGreaterThan(3_500_000)
    expect(await takeAttempt([five, three])).toBeGreaterThan(3_500_000)
  })

  test('counts each key and each limit separately', async () => {
    await exhaust(three)
    const others = [
      ['ada@example.com', '192.0.2.2'],
      ['bob@example.com', '192.0.2.1'],
      ['ada@example.com192.0.2.1'],
      ['ada@example.com","192.0.2.1'],
      ['192.0.2.1', 'ada@example.com'],
      ['ada@example.com', '192.0.2.1', ''],
    ]
    for (const key of others) expect(await takeAttempt([{ limit: THREE, key }])).toBeNull()
    expect(await takeAttempt([{ limit: FIVE, key: three.key }])).toBeNull()
    expect(await takeAttempt([three])).not.toBeNull()
  })

  test('starts again after the window, which refusals do not extend', async () => {
    const short = { limit: SHORT, key: ['x'] }
    await exhaust(short)
    const until = performance.now() + ((await takeAttempt([short])) ?? 0)
    while (performance.now() < until - 100) {
      expect(await takeAttempt([short])).not.toBeNull()
      await sleep(50)
    }
    await sleep(150)
    expect(await takeAttempt([short])).toBeNull()
    expect(await takeAttempt([short])).toBeNull()
    expect(await takeAttempt([short])).not.toBeNull()
  })

  test('allows attempts again when a clock that was ahead is set right', async () => {
    for (const ahead of [1000, 30 * DAY * 1000]) {
      await exhaust(three)
      await exhaust(five)
      await moveExpiry(ahead + 60_000)
      expect(await waitBefore([three, five])).toBeNull()
      expect(await takeAttempt([three, five])).toBeNull()
      // From here on it counts as usual.
      await exhaust(three)
      expect(await takeAttempt([three])).toBeGreaterThan(50_000)
      await transaction({ locks: 'all' }, () => forget([three, five]))
    }
  })

  test('counts an attempt whose time is a moment before the start of the window', async () => {
    for (let i = 1; i < 3; i += 1) await takeAttempt([three, five])
    await moveExpiry(10_000)
    expect(await takeAttempt([three, five])).toBeNull()
    expect((await rows()).map((row) => row.points)).toEqual([3, 3])
    expect(await takeAttempt([three, five])).toBeGreaterThan(60_000)
  })

  test('a window ends by its first attempt, whatever is counted later', async () => {
    await takeAttempt([three])
    await moveExpiry(-30_000)
    for (let i = 1; i < 3; i += 1) expect(await takeAttempt([three])).toBeNull()
    expect(await takeAttempt([three])).toBeLessThanOrEqual(30_000)
  })

  test('keeps counting when the clock moves within the window', async () => {
    await exhaust(three)
    await moveExpiry(-30_000)
    expect(await takeAttempt([three])).toBeGreaterThan(20_000)
    expect(await takeAttempt([three])).toBeLessThanOrEqual(30_000)
  })

  test('remembers attempts after a restart', async () => {
    await exhaust(three)
    await closeDatabase()
    expect(await takeAttempt([three])).not.toBeNull()
  })

  test('stores no email address and no network', async () => {
    await takeAttempt([three, five])
    expect(JSON.stringify(await rows())).not.toMatch(/ada|example|192/)
    for (const { key } of await rows()) expect(key).toMatch(/^(three|five):[A-Za-z0-9_-]{43}$/)
  })

  test('accepts keys of any length and spelling', async () => {
    for (const text of ['', 'x'.repeat(100_000), "'; DROP TABLE rate_limits; --", '\0', '💥']) {
      expect(await takeAttempt([{ limit: THREE, key: [text] }])).toBeNull()
    }
    expect(await rows()).toHaveLength(5)
  })

  test('allows an attempt without a limit', async () => {
    expect(await takeAttempt([])).toBeNull()
  })
})

describe('waitBefore', () => {
  test('answers as takeAttempt would, and counts nothing', async () => {
    for (let i = 0; i < 10; i += 1) expect(await waitBefore([three])).toBeNull()
    expect(await rows()).toEqual([])
    await exhaust(three)
    expect(await waitBefore([three, five])).toBeGreaterThan(50_000)
    expect(await waitBefore([five])).toBeNull()
  })
})

describe('giveBack', () => {
  test('throws outside a transaction', async () => {
    await takeAttempt([three])
    await expect(giveBack([three])).rejects.toThrow('outside transaction()')
  })

  test('gives one attempt back to each limit', async () => {
    await exhaust(three)
    await takeAttempt([five])
    await transaction({ locks: 'all' }, () => giveBack([three, five]))
    expect((await rows()).map((row) => row.points)).toEqual([0, 2])
    expect(await takeAttempt([three])).toBeNull()
    expect(await takeAttempt([three])).not.toBeNull()
  })

  test('gives back no more than was counted', async () => {
    await takeAttempt([three])
    for (let i = 0; i < 3; i += 1) await transaction({ locks: 'all' }, () => giveBack([three]))
    expect((await rows()).map((row) => row.points)).toEqual([0])
  })

  test('is rolled back with its transaction', async () => {
    await exhaust(three)
    const failing = transaction({ locks: 'all' }, async () => {
      await giveBack([three])
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await takeAttempt([three])).not.toBeNull()
  })
})

describe('forget', () => {
  test('clears the given keys and no others', async () => {
    const other = { limit: THREE, key: ['bob'] }
    await exhaust(three)
    await exhaust(other)
    await transaction({ locks: 'all' }, () => forget([three, five]))
    expect(await takeAttempt([three])).toBeNull()
    expect(await takeAttempt([other])).not.toBeNull()
  })
})

async function exhaust(take: Take): Promise<void> {
  for (let i = 0; i < take.limit.tries; i += 1) await takeAttempt([take])
}

/** All rows by key, which begins with the name of the limit. */
async function rows() {
  const found = await otherProgram('SELECT key, points FROM rate_limits ORDER BY key')
  // Safe: the query selects exactly these columns.
  return found as { key: string; points: number }[]
}
