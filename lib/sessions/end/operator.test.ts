import { describe, expect, test } from 'vitest'
import type { SessionId } from '@/lib/base/ids'
import { COMMAND_LINE, NotAllowed } from '@/lib/permissions/operator'
import { listSessionsOf } from '@/lib/sessions/list'
import { refused } from '@/tests/support/accounts'
import { isAccepted, testsOfPermission } from '@/tests/support/acts'
import { useFreshDatabase } from '@/tests/support/database'
import { givenOperator } from '@/tests/support/operators'
import { at, givenRole, givenSession, givenUser, LAPTOP, NOW, PHONE } from '@/tests/support/people'
import { eventsOf } from '@/tests/support/rows'
import { endSessionAsOperator, endSessionsAsOperator } from './operator'

useFreshDatabase()

describe('endSessionsAsOperator', () => {
  testsOfPermission('sessions:end', endSessionsAsOperator)
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
    expect([await isAccepted(one.tokens), await isAccepted(two.tokens)]).toEqual([false, true])
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
    expect([await isAccepted(own.tokens), await isAccepted(superior.tokens)]).toEqual([true, true])
  })

  test('ends all sessions of the user, and those of no other user', async () => {
    const one = await givenSession()
    const two = await givenSession({ userId: one.userId })
    const other = await givenSession({ userId: await givenUser('bob@example.com') })
    const { userId } = one
    expect(await endSessionsAsOperator(COMMAND_LINE, { userId }, LAPTOP, at(1))).toEqual({
      ok: true,
    })
    expect([await isAccepted(one.tokens), await isAccepted(two.tokens)]).toEqual([false, false])
    expect(await isAccepted(other.tokens)).toBe(true)
    expect((await listSessionsOf(COMMAND_LINE, userId, {}, NOW)).sessions).toEqual([])
    expect(await eventsOf('session_ended_everywhere')).toMatchObject([{ userId }])
  })
})
