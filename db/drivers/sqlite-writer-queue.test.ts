import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { closeDatabase } from '@/db/connection'
import { env } from '@/lib/base/env'
import { useFreshDatabase } from '@/tests/support/database'
import { holdWriteLock } from '@/tests/support/sqlite'
import type { Driver, Ended } from './driver'
import { openSqlite } from './sqlite'

useFreshDatabase()

const TURNS = 1000
const UNIT = { locks: null, ended: new Set<Ended>() }
let busy: Driver
let other: Driver

beforeEach(async () => {
  await closeDatabase()
  const { databaseFile } = env()
  busy = openSqlite(databaseFile)
  other = openSqlite(databaseFile)
})
afterEach(async () => {
  await busy.close()
  await other.close()
})

test('another process gets its turn, however many transactions wait in this one', async () => {
  let turns = 0
  let turnsBefore: Promise<number> | undefined
  const queue = Array.from({ length: TURNS }, () =>
    busy.atomically(async () => {
      // The other process asks while the lock is held, and sleeps until its next attempt.
      turnsBefore ??= other.atomically(async () => turns, UNIT)
      if (turns === 0) for (let i = 0; i < 100; i += 1) await Promise.resolve()
      for (const until = performance.now() + 0.2; performance.now() < until;);
      turns += 1
    }, UNIT),
  )
  await Promise.all(queue)
  expect(await turnsBefore).toBeLessThan(TURNS)
})

test('no transaction gives up while the ones before it make progress', async () => {
  let turns = 0
  // Together they take far longer than the wait for a lock, and take turns.
  const queues = [busy, other].flatMap((driver) =>
    Array.from({ length: 60 }, () =>
      driver.atomically(async () => {
        await new Promise((resolve) => setTimeout(resolve, 15))
        turns += 1
      }, UNIT),
    ),
  )
  await Promise.all(queues)
  expect(turns).toBe(120)
})

test('time in which the machine stood still does not count as waiting for a lock', async () => {
  const release = holdWriteLock()
  let got = false
  const waiting = busy.atomically(async () => (got = true), UNIT)
  await sleep(20)
  for (const until = performance.now() + 1200; performance.now() < until;);
  await sleep(20)
  expect(got).toBe(false)
  release()
  await waiting
  expect(got).toBe(true)
})
