import { describe, expect, test } from 'vitest'
import type { UserId } from '@/lib/base/ids'
import { recentEventsOf } from '@/lib/events/of-user'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { listSessionsOf } from '@/lib/sessions/list'
import { refreshSession } from '@/lib/sessions/refresh'
import { refused } from '@/tests/support/accounts'
import { isAccepted, testOfLastAdministrator, testsOfPermission } from '@/tests/support/acts'
import { useFreshDatabase } from '@/tests/support/database'
import { at, givenRole, givenSession, LAPTOP, NOW, PHONE } from '@/tests/support/people'
import { copySession, eventsOf, incidentsOf, sessionRow, userRow } from '@/tests/support/rows'
import { deleteUser } from './delete'
import { createResetLink } from './reset-link'

useFreshDatabase()

describe('deleteUser', () => {
  testsOfPermission('users:delete', deleteUser)
  testOfLastAdministrator(deleteUser)
})

describe('deleting a user', () => {
  test('keeps the events of the user, and nothing else', async () => {
    const { userId, session, tokens } = await givenSession()
    await givenRole(userId, 'support')
    await createResetLink(COMMAND_LINE, { userId }, LAPTOP, NOW)
    // A copied refresh token is detected, and leaves an incident.
    const next = await refreshSession({ token: tokens.refresh, from: LAPTOP }, at(1))
    if (!next.ok) throw new Error(next.reason)
    await refreshSession({ token: next.tokens.refresh, from: LAPTOP }, at(2))
    await refreshSession({ token: tokens.refresh, from: PHONE }, at(3))
    expect(await incidentsOf(session.id)).toHaveLength(1)

    const before = await recentEventsOf(COMMAND_LINE, userId)
    expect(before.length).toBeGreaterThan(2)
    expect(await deleteUser(COMMAND_LINE, { userId }, LAPTOP, at(4))).toEqual({ ok: true })
    expect(await isAccepted(next.tokens)).toBe(false)
    await expect(userRow(userId)).rejects.toThrow()
    await expect(sessionRow(session.id)).rejects.toThrow()
    expect(await incidentsOf(session.id)).toEqual([])
    const [deleted, ...others] = await recentEventsOf(COMMAND_LINE, userId)
    expect(deleted).toMatchObject({ type: 'user_deleted', actor: { id: 'command-line' } })
    expect(others).toHaveLength(before.length)
    expect(await deleteUser(COMMAND_LINE, { userId })).toEqual(refused('not-found'))
  })

  test('works for a user with more sessions than one transaction takes', async () => {
    const { userId, tokens } = await givenSession()
    await givenSessions(userId, 1100)
    expect(await deleteUser(COMMAND_LINE, { userId })).toEqual({ ok: true })
    expect(await isAccepted(tokens)).toBe(false)
    await expect(userRow(userId)).rejects.toThrow()
    expect(await eventsOf('user_deleted')).toHaveLength(1)
    // All sessions had ended before the first was removed.
    expect(await eventsOf('user_disabled')).toMatchObject([{ userId }])
  })
})

/** Copies the session of the user `count` times. */
async function givenSessions(userId: UserId, count: number): Promise<void> {
  const [one] = (await listSessionsOf(COMMAND_LINE, userId, {}, NOW)).sessions
  await copySession(one?.id ?? 'ses_none', count)
}
