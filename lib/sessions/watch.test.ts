import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { transaction } from '@/db/connection'
import { markSessionEnded, type SessionRecord } from '@/db/queries/sessions'
import { raiseUserVersion } from '@/db/queries/users'
import type { UserId } from '@/lib/base/ids'
import { useFreshDatabase } from '@/tests/support/database'
import { beginOutage } from '@/tests/support/outage'
import { givenSession, givenUser } from '@/tests/support/people'
import { changeInstallation, changeSession, changeUser } from '@/tests/support/rows'
import { startWatching, stopWatching, watchSession } from './watch'

useFreshDatabase()
beforeEach(startWatching)
afterEach(stopWatching)

const soon = { timeout: 10_000, interval: 20 }
const end = (session: Pick<SessionRecord, 'id' | 'userId'>) =>
  transaction({ locks: 'all' }, () => markSessionEnded(session, 'logged-out', new Date()))

describe('watchSession', () => {
  test('reports once that the session has ended', async () => {
    const session = await givenLiving()
    const told = watch(session)
    await end(session)
    await vi.waitFor(() => expect(told).toEqual(['ended']), soon)
    await transaction({ locks: 'all' }, () => raiseUserVersion(session.userId, new Date()))
    await changeSession(session.id, { endedAt: null })
    await settled(session)
    expect(told).toEqual(['ended'])
  })

  test('reports the end to every session of a user when all are ended, and to no other user', async () => {
    const userId = await givenUser()
    const [one, two] = [await givenLiving(userId), await givenLiving(userId)]
    const other = await givenLiving(await givenUser('bob@example.com'))
    const told = [one, two, other].map(watch)
    await transaction({ locks: 'all' }, () => raiseUserVersion(userId, new Date()))
    await vi.waitFor(() => expect(told).toEqual([['ended'], ['ended'], []]), soon)
    await settled(other)
    expect(told).toEqual([['ended'], ['ended'], []])
  })

  test('trusts the database and not the message', async () => {
    const userId = await givenUser()
    const [one, two] = [await givenLiving(userId), await givenLiving(userId)]
    const told = [watch(one), watch(two)]
    await end(one)
    await vi.waitFor(() => expect(told[0]).toEqual(['ended']), soon)
    await settled(two)
    expect(told[1]).toEqual([])
  })

  test('reports a replaced session as replaced', async () => {
    const session = await givenLiving()
    const told = watch(session)
    await transaction({ locks: 'all' }, () => markSessionEnded(session, 'replaced', new Date()))
    await vi.waitFor(() => expect(told).toEqual(['replaced']), soon)
  })

  test('reports an end that came before the wait began', async () => {
    const session = await givenLiving()
    await end(session)
    const told = watch(session)
    await vi.waitFor(() => expect(told).toEqual(['ended']), soon)
  })

  test.each(['idleExpiresAt', 'expiresAt'] as const)('tells when %s is reached', async (limit) => {
    const session = await givenLiving()
    const end = new Date(Date.now() + 300)
    await changeSession(session.id, { [limit]: end })
    const toldAt: number[] = []
    watchSession(session, () => toldAt.push(Date.now()))
    await vi.waitFor(() => expect(toldAt).toHaveLength(1), soon)
    expect(toldAt[0]).toBeGreaterThanOrEqual(end.getTime())
  })

  test('keeps waiting when the limit was moved', async () => {
    const session = await givenLiving()
    await changeSession(session.id, { idleExpiresAt: new Date(Date.now() + 1000) })
    const told = watch(session)
    await settled(session)
    await changeSession(session.id, { idleExpiresAt: session.idleExpiresAt })
    await new Promise((resolve) => setTimeout(resolve, 1200))
    expect(told).toEqual([])
  })

  test('reports after an outage what happened during it', async () => {
    const session = await givenLiving()
    const told = watch(session)
    await settled(session)
    const outage = await beginOutage()
    await new Promise((resolve) => setTimeout(resolve, 600))
    expect(told).toEqual([])
    await outage.end("UPDATE sessions SET ended_at = created_at, end_reason = 'logged-out'")
    await vi.waitFor(() => expect(told).toEqual(['ended']), soon)
  })

  test('reports nothing after it is stopped', async () => {
    const session = await givenLiving()
    const told: string[] = []
    watchSession(session, (notice) => told.push(notice))?.()
    const still = watch(session)
    await end(session)
    await vi.waitFor(() => expect(still).toEqual(['ended']), soon)
    expect(told).toEqual([])
  })

  test('ends the oldest waits when one session has too many', async () => {
    const session = await givenLiving()
    const told = Array.from({ length: 10 }, () => watch(session))
    expect(told.map((notices) => notices[0] ?? '-').join(' ')).toBe('leave leave - - - - - - - -')
  })
})

describe('stopWatching', () => {
  test('ends every wait and accepts no new one', async () => {
    const session = await givenLiving()
    const told = watch(session)
    stopWatching()
    expect(told).toEqual(['leave'])
    expect(watchSession(session, () => undefined)).toBeNull()
  })
})

test.each([
  ['a disabled user', (s: SessionRecord) => changeUser(s.userId, { disabledAt: new Date() })],
  ['a restored backup', () => changeInstallation({ epoch: 7 })],
])('watchSession reports the end of a session of %s', async (_name, change) => {
  const session = await givenLiving()
  await change(session)
  const told = watch(session)
  await vi.waitFor(() => expect(told).toEqual(['ended']), soon)
})

/** A session by the real clock, which a wait uses. */
async function givenLiving(userId?: UserId): Promise<SessionRecord> {
  return (await givenSession({ now: new Date(), ...(userId ? { userId } : {}) })).session
}

function watch(session: SessionRecord): string[] {
  const told: string[] = []
  expect(watchSession(session, (notice) => told.push(notice))).not.toBeNull()
  return told
}

/** Waits until every query that has begun is finished. */
async function settled({ userId }: SessionRecord): Promise<void> {
  const over = await givenLiving(userId)
  const told = watch(over)
  await end(over)
  await vi.waitFor(() => expect(told).toEqual(['ended']), soon)
}
