import { setImmediate as nextTurn } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { hashingPool } from '@/tests/support/hashing'
import { HashingBusy, runHashing } from './worker-pool'

const CHEAP = 4

describe('runHashing', () => {
  it('refuses at once what is more than the queue holds, and does all the rest', async () => {
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
    // Refused before any of the work that waits was done.
    expect(busy).toBeGreaterThanOrEqual(50)
    expect(pool.queueSize).toBeLessThanOrEqual(room)

    const done = (await Promise.all(tries)).filter((hash) => hash !== null)
    expect(done.length).toBe(most + 50 - busy)
    expect(done.length).toBeGreaterThanOrEqual(room)
    expect(new Set(done).size).toBe(done.length)
  })

  it('takes work again once the queue is empty', async () => {
    const flood = Array.from({ length: 200 }, () =>
      runHashing('hash', { secret: 'x', cost: CHEAP }).catch(() => null),
    )
    await Promise.all(flood)
    expect(await runHashing('hash', { secret: 'x', cost: CHEAP })).toMatch(/^\$2b\$04\$/)
  })

  it('leaves the event loop to others while it hashes', async () => {
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

  it('compares with what it hashed, and never runs more threads than it may', async () => {
    const hash = await runHashing('hash', { secret: 'open sesame', cost: CHEAP })
    expect(await runHashing('compare', { secret: 'open sesame', hash, workOf: CHEAP })).toBe(true)
    expect(await runHashing('compare', { secret: 'open barley', hash, workOf: CHEAP })).toBe(false)
    const pool = await hashingPool()
    expect(pool.threads.length).toBeLessThanOrEqual(pool.options.maxThreads)
    expect(pool.options.maxThreads).toBeLessThanOrEqual(8)
  })

  it('passes on that a task failed, and goes on', async () => {
    // Safe because bcrypt checks it: this is what a broken row would hold.
    const broken = { secret: 'x', hash: null as unknown as string, workOf: CHEAP }
    await expect(runHashing('compare', broken)).rejects.toThrow('Illegal arguments')
    expect(await runHashing('hash', { secret: 'x', cost: CHEAP })).toMatch(/^\$2b\$04\$/)
  })
})
