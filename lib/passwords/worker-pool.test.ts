import { readdirSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { forgetSettings } from '@/lib/base/env'
import { hashingPool } from '@/tests/support/hashing'
import { newSecret } from '@/tests/support/settings'
import { HashingBusy, runHashing } from './worker-pool'

const CHEAP = 4

const before = { ...process.env }

beforeAll(() => {
  process.env.AUTH_SECRET = newSecret()
  forgetSettings()
})

afterAll(() => {
  process.env = before
  forgetSettings()
})

describe('runHashing', () => {
  test('refuses at once what exceeds the queue, and does the rest', async () => {
    const pool = await hashingPool()
    const room = pool.options.maxThreads * 16
    const most = pool.options.maxThreads + room
    let busy = 0
    const tries = Array.from({ length: most + 50 }, () =>
      runHashing('hash', { secret: 'x', cost: 8 }).catch((error: unknown) => {
        if (!(error instanceof HashingBusy)) throw error
        busy += 1
        return null
      }),
    )
    await nextTurn()
    // Refused before any queued work was done.
    expect(busy).toBeGreaterThanOrEqual(50)
    expect(pool.queueSize).toBeLessThanOrEqual(room)

    const done = (await Promise.all(tries)).filter((hash) => hash !== null)
    expect(done.length).toBe(most + 50 - busy)
    expect(done.length).toBeGreaterThanOrEqual(room)
    expect(new Set(done).size).toBe(done.length)
  })

  test('accepts work again once the queue is empty', async () => {
    const flood = Array.from({ length: 200 }, () =>
      runHashing('hash', { secret: 'x', cost: CHEAP }).catch(() => null),
    )
    await Promise.all(flood)
    expect(await runHashing('hash', { secret: 'x', cost: CHEAP })).toMatch(/^\$2b\$04\$/)
  })

  test('leaves the event loop free while it hashes', async () => {
    await hashingPool()
    let isDone = false
    const hashing = runHashing('hash', { secret: 'x', cost: 12 }).finally(() => (isDone = true))
    let turns = 0
    while (!isDone) {
      await nextTurn()
      turns += 1
    }
    expect(await hashing).toMatch(/^\$2b\$12\$/)
    expect(turns).toBeGreaterThan(100)
  })

  test('compares a password with its hash, and never uses more threads than allowed', async () => {
    const hash = await runHashing('hash', { secret: 'open sesame', cost: CHEAP })
    expect(await runHashing('compare', { secret: 'open sesame', hash, workOf: CHEAP })).toBe(true)
    expect(await runHashing('compare', { secret: 'open barley', hash, workOf: CHEAP })).toBe(false)
    const pool = await hashingPool()
    expect(pool.threads.length).toBeLessThanOrEqual(pool.options.maxThreads)
    expect(pool.options.maxThreads).toBeLessThanOrEqual(availableParallelism())
  })

  test('hashes with a lower priority than the event loop', async () => {
    await hashingPool()
    await runHashing('hash', { secret: 'x', cost: CHEAP })
    const { pid } = process
    const others = readdirSync('/proc/self/task').filter((id) => id !== String(pid))
    expect(others.map(niceOf)).toContain(5)
    expect(niceOf(String(pid))).toBeLessThan(5)
  })

  test('passes on the error of a failed task, and still works', async () => {
    // Safe: bcrypt checks it, and a broken row would hold it.
    const broken = { secret: 'x', hash: null as unknown as string, workOf: CHEAP }
    await expect(runHashing('compare', broken)).rejects.toThrow('Illegal arguments')
    expect(await runHashing('hash', { secret: 'x', cost: CHEAP })).toMatch(/^\$2b\$04\$/)
  })
})

/** The nice value of one of our threads. @see proc(5), field 19 of stat */
function niceOf(thread: string): number {
  const stat = readFileSync(`/proc/self/task/${thread}/stat`, 'utf8')
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16])
}
