import { copyFileSync, renameSync } from 'node:fs'
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { env } from '@/lib/base/env'
import type { SessionId, UserId } from '@/lib/base/ids'
import { useFreshDatabase } from '@/tests/support/database'
import { logged } from '@/tests/support/log'
import { givenSession, NOW } from '@/tests/support/people'
import { runAtOnce } from '@/tests/support/processes'
import { otherConnection } from '@/tests/support/sqlite'
import { announceEnding, closeDatabase, listenToEndings, transaction } from './connection'
import { findEpoch, raiseEpoch } from './queries/installation'
import {
  markSessionOfUserEnded,
  markSessionEnded,
  markOtherSessionsEnded,
} from './queries/sessions'
import { raiseUserVersion } from './queries/users'

useFreshDatabase()

let told: (string | null)[]
beforeEach(() => {
  told = []
})

const announce = (userId: UserId) =>
  transaction({ locks: 'all' }, async () => announceEnding(userId))
const soon = { timeout: 10_000, interval: 20 }

describe('listenToEndings', () => {
  test('reports an ending when the transaction commits, and not before', async () => {
    follow()
    await transaction({ locks: 'all' }, async () => {
      announceEnding('usr_a')
      expect(told).toEqual([])
    })
    expect(told).toEqual(['usr_a'])
  })

  test('reports nothing when the transaction is rolled back', async () => {
    follow()
    const undone = transaction({ locks: 'all' }, async () => {
      announceEnding('usr_a')
      throw new Error('changed my mind')
    })
    await expect(undone).rejects.toThrow('changed my mind')
    await announce('usr_b')
    expect(told).toEqual(['usr_b'])
  })

  test('reports an ending to every follower, except those that have stopped', async () => {
    const other: (string | null)[] = []
    follow()
    const stop = listenToEndings((userId) => other.push(userId))
    await announce('usr_a')
    stop()
    await announce('usr_b')
    expect(other).toEqual(['usr_a'])
    expect(told).toContain('usr_b')
  })

  test('reports endings of other processes, and none from before it followed', async () => {
    await announce('usr_before')
    follow()
    const settings = { DATABASE_URL: env().databaseUrl, AUTH_SECRET: env().authSecrets[0] ?? '' }
    const [ended] = await runAtOnce(ANNOUNCES, 1, settings)
    expect(ended).toMatchObject({ code: 0, output: '' })
    await vi.waitFor(() => expect(told).toEqual(['usr_far']), soon)
  })

  test('reports that endings may be missing after the table could not be read', async () => {
    follow()
    const other = otherConnection()
    other.exec('ALTER TABLE endings RENAME TO away')
    // Longer than the interval at which this process reads.
    await new Promise((resolve) => setTimeout(resolve, 600))
    other.exec('ALTER TABLE away RENAME TO endings')
    await vi.waitFor(() => expect(told).toEqual([null]), soon)
    other.exec("INSERT INTO endings (user_id, at) VALUES ('usr_far', 0)")
    await vi.waitFor(() => expect(told).toEqual([null, 'usr_far']), soon)
  })

  test('follows the new database after the old one was closed or replaced', async () => {
    const errors = logged('error')
    follow()
    await closeDatabase()
    await vi.waitFor(() => expect(told).toContain(null), soon)
    // A real follower would read the database now, which opens it.
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

describe('every query that ends sessions announces the ending:', () => {
  test.each([
    [
      'markSessionEnded',
      (userId: UserId, id: SessionId) => markSessionEnded({ id, userId }, 'replaced', NOW),
    ],
    [
      'markSessionOfUserEnded',
      (user: UserId, id: SessionId) => markSessionOfUserEnded(user, id, NOW),
    ],
    ['markOtherSessionsEnded', (user: UserId) => markOtherSessionsEnded(user, 'ses_other', NOW)],
    ['raiseUserVersion', (user: UserId) => raiseUserVersion(user, NOW)],
  ])('%s', async (_name, end: (userId: UserId, id: SessionId) => Promise<unknown>) => {
    follow()
    const { userId, session } = await givenSession()
    await transaction({ locks: 'all' }, () => end(userId, session.id))
    expect(told).toEqual([userId])
  })
})

test('followers are told to check every user when all sessions are ended at once', async () => {
  follow()
  await transaction({ locks: 'all' }, () => raiseEpoch(NOW))
  expect(told).toEqual([null])
})

describe('announceEnding', () => {
  test('throws outside a transaction', () => {
    expect(() => announceEnding('usr_a')).toThrow('outside transaction()')
  })
})

function follow(): void {
  onTestFinished(listenToEndings((userId) => told.push(userId)))
}

const ANNOUNCES = `
import { announceEnding, closeDatabase, transaction } from '@/db/connection'
---
await transaction({ locks: 'all' }, async () => announceEnding('usr_far'))
await closeDatabase()
`
