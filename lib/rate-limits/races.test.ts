import { describe, expect, test } from 'vitest'
import { transaction } from '@/db/connection'
import type { RateLimit } from '@/db/queries/rate-limits'
import { env } from '@/lib/base/env'
import { DAY } from '@/lib/base/time'
import { useFreshDatabase } from '@/tests/support/database'
import { otherProgram } from '@/tests/support/other-program'
import { moveExpiry } from '@/tests/support/rate-limits'
import { forget, giveBack, takeAttempt, type Take } from './take'

const THREE: RateLimit = { name: 'three', tries: 3, seconds: 60 }
const FIVE: RateLimit = { name: 'five', tries: 5, seconds: 3600 }

const three: Take = { limit: THREE, key: ['ada@example.com', '192.0.2.1'] }
const five: Take = { limit: FIVE, key: ['192.0.2.1'] }

useFreshDatabase()

describe('takeAttempt', () => {
  test('lets no more than the limit through when 40 attempts come at once', async () => {
    const tries = await Promise.all(Array.from({ length: 40 }, () => takeAttempt([three, five])))
    expect(tries.filter((wait) => wait === null)).toHaveLength(3)
    for (const wait of tries) if (wait !== null) expect(wait).toBeGreaterThan(0)
  })

  test('lets no more than the limit through at once when the clock is set right', async () => {
    for (let i = 0; i < THREE.tries; i += 1) await takeAttempt([three])
    await moveExpiry(DAY * 1000)
    const tries = await Promise.all(Array.from({ length: 40 }, () => takeAttempt([three, five])))
    expect(tries.filter((wait) => wait === null)).toHaveLength(3)
  })
})

test('attempts that are counted, forgotten and given back at once never deadlock', async () => {
  const own: Take = { limit: { ...THREE, tries: 1000 }, key: ['ada'] }
  const shared: Take = { limit: { ...FIVE, tries: 1000 }, key: ['192.0.2.1'] }
  const before = await deadlocks()
  const attempt = async () => {
    expect(await takeAttempt([own, shared])).toBeNull()
    await transaction({ locks: 'none' }, async () => {
      await forget([own])
      await giveBack([shared])
    })
  }
  await Promise.all(Array.from({ length: 20 }, attempt))
  expect(await deadlocks()).toEqual(before)
  expect(await otherProgram('SELECT points FROM rate_limits')).toEqual([{ points: 0 }])
})

/** How many the server has seen; SQLite has one writer, and none. */
async function deadlocks(): Promise<unknown> {
  if (env().databaseKind !== 'postgres') return 0
  const found = 'SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()'
  return (await otherProgram(found))[0]
}
