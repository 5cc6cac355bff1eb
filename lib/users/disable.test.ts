import { describe, expect, test } from 'vitest'
import type { SessionId, UserId } from '@/lib/base/ids'
import { COMMAND_LINE, NotAllowed, type Operator } from '@/lib/permissions/operator'
import { authenticate } from '@/lib/sessions/authenticate'
import { endSessionAsOperator, endSessionsAsOperator } from '@/lib/sessions/end/operator'
import { sessionOfRefreshToken } from '@/lib/sessions/identify'
import { listSessionsOf } from '@/lib/sessions/list'
import { logIn } from '@/lib/sessions/log-in'
import { refreshSession } from '@/lib/sessions/refresh'
import { recentEventsOf } from '@/lib/events/of-user'
import { givenAccount, PASSWORD, refused } from '@/tests/support/accounts'
import { useFreshDatabase } from '@/tests/support/database'
import { givenOperator } from '@/tests/support/operators'
import {
  at,
  givenPassword,
  givenRole,
  givenSession,
  givenUser,
  LAPTOP,
  NOW,
  PHONE,
} from '@/tests/support/people'
import {
  copySession,
  eventsOf,
  incidentsOf,
  insertRole,
  sessionRow,
  userIdOf,
  userRow,
} from '@/tests/support/rows'
import { deleteUser } from './delete'
import { disableUser, enableUser } from './disable'
import { createResetLink } from './reset-link'

useFreshDatabase()

const isAlive = async ({ access, refresh }: { access: string; refresh: string }) =>
  (await authenticate(access, 'web', at(5))).ok ||
  (await sessionOfRefreshToken(refresh, at(5))) !== null

type Verb = (operator: Operator, input: { userId: UserId }) => Promise<{ ok: boolean }>

const VERBS: [string, string, Verb][] = [
  ['disableUser', 'users:disable', disableUser],
  ['enableUser', 'users:disable', enableUser],
  ['deleteUser', 'users:delete', deleteUser],
  ['createResetLink', 'users:reset-password', createResetLink],
  ['endSessionsAsOperator', 'sessions:end', endSessionsAsOperator],
]

describe.each(VERBS)('%s', (_name, permission, verb) => {
  test('requires its permission at the moment it is carried out', async () => {
    await insertRole('almost', ['users:read'])
    const operator = await givenOperator('almost')
    const userId = await givenUser()
    await expect(verb(operator, { userId })).rejects.toThrow(NotAllowed)
    const stale = { ...operator, permissions: COMMAND_LINE.permissions }
    await expect(verb(stale, { userId })).rejects.toThrow(NotAllowed)
  })

  test('is refused for oneself, for an unknown user, and for a user who may do more', async () => {
    await insertRole('only', [permission])
    const operator = await givenOperator('only')
    const superior = await givenOperator('administrator')
    expect(await verb(operator, operator)).toEqual(refused('yourself'))
    expect(await verb(operator, { userId: 'usr_nobody' })).toEqual(refused('not-found'))
    expect(await verb(operator, superior)).toEqual(refused('beyond-you'))
    expect((await userRow(superior.userId)).disabledAt).toBeNull()
  })
})

describe('disabling a user', () => {
  test('ends every session at once, and none comes back when the user is enabled again', async () => {
    const { userId, tokens } = await givenSession()
    expect(await disableUser(COMMAND_LINE, { userId }, LAPTOP, at(1))).toEqual({ ok: true })
    expect(await isAlive(tokens)).toBe(false)
    expect(await disableUser(COMMAND_LINE, { userId })).toEqual(refused('already'))
    expect(await enableUser(COMMAND_LINE, { userId }, LAPTOP, at(2))).toEqual({ ok: true })
    expect(await isAlive(tokens)).toBe(false)
    expect(await enableUser(COMMAND_LINE, { userId })).toEqual(refused('already'))
    const actor = { userId, actorId: 'command-line', network: LAPTOP.network }
    expect(await eventsOf('user_disabled')).toMatchObject([actor])
    expect(await eventsOf('user_enabled')).toMatchObject([actor])
  })

  test('prevents log-ins until the user is enabled again', async () => {
    const email = 'eve@example.com'
    await givenAccount({ email })
    const userId = await userIdOf(email)
    const attempt = { email, password: PASSWORD, persistent: false, from: LAPTOP }
    await disableUser(COMMAND_LINE, { userId })
    expect(await logIn(attempt, NOW)).toEqual(refused('wrong-credentials'))
    await enableUser(COMMAND_LINE, { userId })
    expect(await logIn(attempt, NOW)).toMatchObject({ ok: true })
  })

  test.each([
    ['disabled', disableUser],
    ['deleted', deleteUser],
  ])('leaves an enabled administrator when the last two are %s at once', async (_how, verb) => {
    const two = [await givenOperator('administrator'), await givenOperator('administrator')]
    const results = await Promise.all(two.map(({ userId }) => verb(COMMAND_LINE, { userId })))
    expect(results).toContainEqual({ ok: true })
    expect(results).toContainEqual(refused('last-administrator'))
    const left = two[results.findIndex(({ ok }) => !ok)]?.userId ?? 'usr_none'
    expect((await userRow(left)).disabledAt).toBeNull()
    // Against each other too: the second has lost the right, or would be the last.
    const next = await givenOperator('administrator')
    const last = { ...next, userId: left }
    const duel = [verb(last, { userId: next.userId }), verb(next, { userId: left })]
    const settled = await Promise.allSettled(duel)
    expect(settled.filter((one) => one.status === 'fulfilled' && one.value.ok)).toHaveLength(1)
  })
})

test.each([
  ['disabled', disableUser],
  ['deleted', deleteUser],
])('the last administrator who has a password cannot be %s', async (_how, verb) => {
  const { userId } = await givenOperator('administrator')
  const newcomer = await givenUser()
  await givenRole(newcomer, 'administrator')
  expect(await verb(COMMAND_LINE, { userId })).toEqual(refused('last-administrator'))
  await givenPassword(newcomer)
  expect(await verb(COMMAND_LINE, { userId })).toEqual({ ok: true })
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
    expect(await isAlive(next.tokens)).toBe(false)
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
    expect(await isAlive(tokens)).toBe(false)
    await expect(userRow(userId)).rejects.toThrow()
    expect(await eventsOf('user_deleted')).toHaveLength(1)
    // All sessions had ended before the first was removed.
    expect(await eventsOf('user_disabled')).toMatchObject([{ userId }])
  })
})

describe('ending sessions of a user', () => {
  test('ends one session and no other', async () => {
    const one = await givenSession()
    const two = await givenSession({ userId: one.userId })
    const operator = await givenOperator('support')
    const sessionId = one.session.id
    await expect(endSessionAsOperator(await givenOperator(), { sessionId })).rejects.toThrow(
      NotAllowed,
    )
    expect((await listSessionsOf(operator, one.userId, {}, NOW)).sessions).toHaveLength(2)
    expect(await endSessionAsOperator(operator, { sessionId }, PHONE, at(1))).toEqual({ ok: true })
    expect([await isAlive(one.tokens), await isAlive(two.tokens)]).toEqual([false, true])
    expect((await listSessionsOf(operator, one.userId, {}, NOW)).sessions).toMatchObject([
      { id: two.session.id },
    ])
    expect(await endSessionAsOperator(operator, { sessionId })).toEqual(refused('not-found'))
    expect(await endSessionAsOperator(operator, { sessionId: 'ses_x' })).toEqual(
      refused('not-found'),
    )
    const [event] = await eventsOf('session_ended')
    expect(event).toMatchObject({
      userId: one.userId,
      actorId: operator.userId,
      sessionId: operator.sessionId,
      details: JSON.stringify({ session: sessionId }),
    })
  })

  test('is refused for a session of the actor, and for one of a user who may do more', async () => {
    const operator = await givenOperator('support')
    const own = await givenSession({ userId: operator.userId })
    const superior = await givenSession()
    await givenRole(superior.userId, 'administrator')
    const end = (sessionId: SessionId) => endSessionAsOperator(operator, { sessionId })
    expect(await end(own.session.id)).toEqual(refused('yourself'))
    expect(await end(superior.session.id)).toEqual(refused('beyond-you'))
    expect([await isAlive(own.tokens), await isAlive(superior.tokens)]).toEqual([true, true])
  })

  test('ends all sessions of the user, and those of no other user', async () => {
    const one = await givenSession()
    const two = await givenSession({ userId: one.userId })
    const other = await givenSession({ userId: await givenUser('bob@example.com') })
    const { userId } = one
    expect(await endSessionsAsOperator(COMMAND_LINE, { userId }, LAPTOP, at(1))).toEqual({
      ok: true,
    })
    expect([await isAlive(one.tokens), await isAlive(two.tokens)]).toEqual([false, false])
    expect(await isAlive(other.tokens)).toBe(true)
    expect((await listSessionsOf(COMMAND_LINE, userId, {}, NOW)).sessions).toEqual([])
    expect(await eventsOf('session_ended_everywhere')).toMatchObject([{ userId }])
  })
})

/** Copies the session of the user `count` times. */
async function givenSessions(userId: UserId, count: number): Promise<void> {
  const [one] = (await listSessionsOf(COMMAND_LINE, userId, {}, NOW)).sessions
  await copySession(one?.id ?? 'ses_none', count)
}
