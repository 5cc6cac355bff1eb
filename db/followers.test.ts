import { copyFileSync, renameSync } from 'node:fs'
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { env } from '@/lib/base/env'
import { useFreshDatabase } from '@/tests/support/database'
import { logged } from '@/tests/support/log'
import { givenSession, NOW } from '@/tests/support/people'
import { runAtOnce } from '@/tests/support/processes'
import { otherConnection } from '@/tests/support/sqlite'
import { announceEnding, closeDatabase, followEndings, transaction } from './connection'
import { findEpoch, raiseEpoch } from './queries/installation'
import { endSessionOf, endSessionRow, endSessionsExcept } from './queries/sessions'
import { raiseUserVersion } from './queries/users'

useFreshDatabase()

let told: (string | null)[]
beforeEach(() => {
  told = []
})

const announce = (userId: string) => transaction(async () => announceEnding(userId))
const soon = { timeout: 10_000, interval: 20 }

describe('followEndings', () => {
  it('tells this process as soon as the transaction is kept, and not before', async () => {
    follow()
    await transaction(async () => {
      announceEnding('usr_a')
      expect(told).toEqual([])
    })
    expect(told).toEqual(['usr_a'])
  })

  it('tells nothing of a transaction that is undone', async () => {
    follow()
    const undone = transaction(async () => {
      announceEnding('usr_a')
      throw new Error('changed my mind')
    })
    await expect(undone).rejects.toThrow('changed my mind')
    await announce('usr_b')
    expect(told).toEqual(['usr_b'])
  })

  it('tells every follower, and nobody who has stopped', async () => {
    const other: (string | null)[] = []
    follow()
    const stop = followEndings((userId) => other.push(userId))
    await announce('usr_a')
    stop()
    await announce('usr_b')
    expect(other).toEqual(['usr_a'])
    expect(told).toContain('usr_b')
  })

  it('hears of other processes, and of nothing from before', async () => {
    await announce('usr_before')
    follow()
    const settings = { DATABASE_URL: env().databaseUrl, AUTH_SECRET: env().authSecrets[0] ?? '' }
    const [ended] = await runAtOnce(ANNOUNCES, 1, settings)
    expect(ended).toMatchObject({ code: 0, output: '' })
    await vi.waitFor(() => expect(told).toEqual(['usr_far']), soon)
  })

  it('says that some may have been missed after the file could not be read', async () => {
    follow()
    const other = otherConnection()
    other.exec('ALTER TABLE endings RENAME TO away')
    // Longer than the time between two looks, which this very process takes.
    await new Promise((resolve) => setTimeout(resolve, 600))
    other.exec('ALTER TABLE away RENAME TO endings')
    await vi.waitFor(() => expect(told).toEqual([null]), soon)
    other.exec("INSERT INTO endings (user_id, at) VALUES ('usr_far', 0)")
    await vi.waitFor(() => expect(told).toEqual([null, 'usr_far']), soon)
  })

  it('follows the database that takes the place of a closed or replaced one', async () => {
    const errors = logged('error')
    follow()
    await closeDatabase()
    await vi.waitFor(() => expect(told).toContain(null), soon)
    // Whoever is told so looks at the database, and opens it.
    await findEpoch()

    const file = env().databaseFile
    otherConnection().pragma('wal_checkpoint(TRUNCATE)')
    copyFileSync(file, `${file}.copy`)
    renameSync(`${file}.copy`, file)
    const words = 'deleted, replaced or damaged'
    await vi.waitFor(() => expect(errors().join()).toContain(words), soon)
    await findEpoch()
    const other = otherConnection()
    await vi.waitFor(() => {
      other.exec("INSERT INTO endings (user_id, at) VALUES ('usr_far', 0)")
      expect(told).toContain('usr_far')
    }, soon)
  })
})

describe('every query that ends sessions announces it:', () => {
  it.each([
    [
      'endSessionRow',
      (userId: string, id: string) => endSessionRow({ id, userId }, 'replaced', NOW),
    ],
    ['endSessionOf', (user: string, id: string) => endSessionOf(user, id, NOW)],
    ['endSessionsExcept', (user: string) => endSessionsExcept(user, 'ses_other', NOW)],
    ['raiseUserVersion', (user: string) => raiseUserVersion(user, NOW)],
  ])('%s', async (_name, end: (userId: string, id: string) => Promise<unknown>) => {
    follow()
    const { userId, session } = await givenSession()
    await transaction(() => end(userId, session.id))
    expect(told).toEqual([userId])
  })
})

it('tells to look at everybody when every session of all was ended', async () => {
  follow()
  await transaction(() => raiseEpoch(NOW))
  expect(told).toEqual([null])
})

describe('announceEnding', () => {
  it('throws outside a transaction', () => {
    expect(() => announceEnding('usr_a')).toThrow('outside transaction()')
  })
})

function follow(): void {
  onTestFinished(followEndings((userId) => told.push(userId)))
}

const ANNOUNCES = `
import { announceEnding, closeDatabase, transaction } from '@/db/connection'
---
await transaction(async () => announceEnding('usr_far'))
await closeDatabase()
`
