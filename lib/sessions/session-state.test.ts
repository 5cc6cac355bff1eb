import { describe, expect, test } from 'vitest'
import { transaction } from '@/db/connection'
import { markSessionEnded } from '@/db/queries/sessions'
import { NO_TOKENS } from '@/tests/support/accounts'
import { useFreshDatabase } from '@/tests/support/database'
import { at, givenSession, LAPTOP, NOW, type GivenSession } from '@/tests/support/people'
import { changeSession, eventTypes, sessionRow } from '@/tests/support/rows'
import { DAY, MINUTE } from '@/lib/base/time'
import { refreshSession } from './refresh'
import { sessionStateOf } from './session-state'

useFreshDatabase()

const ENDED = { status: 'ended' }
const UNKNOWN = { status: 'unknown' }

describe('sessionStateOf', () => {
  test.each(['access', 'refresh'] as const)(
    'reports a living session by its %s token',
    async (by) => {
      const { tokens, session } = await givenSession()
      const brought = { ...NO_TOKENS, [by]: tokens[by] }
      expect(await sessionStateOf(brought, session.id, at(1))).toMatchObject({
        status: 'living',
        session: { id: session.id },
      })
    },
  )

  test('does not take an expired access token for an ended session', async () => {
    const { tokens, session } = await givenSession()
    expect(await sessionStateOf(tokens, session.id, at(11 * MINUTE))).toMatchObject({
      status: 'living',
    })
  })

  test('reports a change when the page shows another session than the cookies name', async () => {
    const { tokens } = await givenSession()
    expect(await sessionStateOf(tokens, 'ses_of_before', at(1))).toEqual({ status: 'changed' })
    expect(await sessionStateOf(tokens, null, at(1))).toMatchObject({ status: 'living' })
  })

  test('reports an end without cookies, after log-out and past a limit', async () => {
    const { tokens, session } = await givenSession()
    expect(await sessionStateOf(NO_TOKENS, session.id, at(1))).toEqual(ENDED)
    expect(await sessionStateOf(tokens, session.id, at(14 * DAY))).toEqual(ENDED)
    await transaction({ locks: 'all' }, () => markSessionEnded(session, 'logged-out', at(1)))
    expect(await sessionStateOf(tokens, session.id, at(2))).toEqual(ENDED)
  })

  test('reports a replaced session as unknown at first, and then as ended', async () => {
    const { tokens, session } = await givenSession()
    await transaction({ locks: 'all' }, () => markSessionEnded(session, 'replaced', at(1)))
    expect(await sessionStateOf(tokens, session.id, at(30))).toEqual(UNKNOWN)
    expect(await sessionStateOf(tokens, session.id, at(31))).toEqual(ENDED)
  })

  test('records no use, refreshes nothing and reports no reuse', async () => {
    const { tokens, session } = await givenOldToken()
    const before = await sessionRow(session.id)
    const events = await eventTypes()
    expect(await sessionStateOf(tokens, session.id, at(DAY))).toEqual(UNKNOWN)
    expect(await sessionRow(session.id)).toEqual(before)
    expect(await eventTypes()).toEqual(events)
  })
})

/** A refresh token two generations behind: shown to a refresh, it would end the session. */
async function givenOldToken(): Promise<GivenSession> {
  const given = await givenSession()
  let token = given.tokens.refresh
  for (let i = 1; i <= 2; i += 1) {
    const next = await refreshSession({ token, from: LAPTOP }, at(i))
    if (!next.ok) throw new Error(next.reason)
    token = next.tokens.refresh
  }
  await changeSession(given.session.id, { lastSeenAt: NOW })
  return given
}
