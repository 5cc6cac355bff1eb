import { decodeJwt } from 'jose'
import { describe, expect, test } from 'vitest'
import { NO_TOKENS, refused } from '@/tests/support/accounts'
import { useFreshDatabase } from '@/tests/support/database'
import {
  at,
  givenSession,
  givenUser,
  LAPTOP,
  PHONE,
  type GivenSession,
} from '@/tests/support/people'
import {
  changeSession,
  eventTypes,
  revokedIds,
  revokeTokenId,
  sessionRow,
  userRow,
} from '@/tests/support/rows'
import { authenticate } from '@/lib/sessions/authenticate'
import { endOwnOtherSession, endOwnSessions, isEndScope, type EndScope } from './own'
import { refreshSession } from '@/lib/sessions/refresh'

useFreshDatabase()

const SCOPES: EndScope[] = ['this', 'others', 'everywhere']

describe('endOwnSessions', () => {
  test.each(SCOPES)('ends nothing (%s) without tokens, or with invalid ones', async (scope) => {
    const { tokens, session, userId } = await givenSession()
    expect(await endOwnSessions(NO_TOKENS, scope, LAPTOP, at(1))).toBe(false)
    expect(await endOwnSessions({ access: 'x', refresh: 'y' }, scope, LAPTOP, at(1))).toBe(false)
    const swapped = { access: tokens.refresh, refresh: tokens.access }
    expect(await endOwnSessions(swapped, scope, LAPTOP, at(1))).toBe(false)
    expect((await sessionRow(session.id)).endedAt).toBeNull()
    expect((await userRow(userId)).version).toBe(0)
  })

  test.each(SCOPES)('ends nothing more for an ended session (%s)', async (scope) => {
    const { tokens, session, userId } = await givenSession()
    const other = await givenSession({ userId })
    await changeSession(session.id, { endedAt: at(1) })
    expect(await endOwnSessions(tokens, scope, LAPTOP, at(2))).toBe(false)
    expect(await lives(other, 3)).toBe(true)
  })

  test.each(SCOPES)('treats a refresh token two generations old as a copy (%s)', async (scope) => {
    const { tokens, userId, session } = await givenSession()
    const other = await givenSession({ userId })
    await refreshTwice(tokens.refresh)
    const old = { access: null, refresh: tokens.refresh }
    expect(await endOwnSessions(old, scope, LAPTOP, at(3))).toBe(false)
    expect((await sessionRow(session.id)).endReason).toBe('reuse')
    expect(await eventTypes()).toContain('authn_token_reuse')
    expect(await lives(other, 4)).toBe(true)
  })

  test.each(SCOPES)(
    'treats a predecessor as a copy once its successor is confirmed (%s)',
    async (scope) => {
      const { tokens, session, userId } = await givenSession()
      const other = await givenSession({ userId })
      await refreshSession({ token: tokens.refresh, from: LAPTOP }, at(0))
      await changeSession(session.id, { confirmedGeneration: 1 })
      const stolen = { access: null, refresh: tokens.refresh }
      expect(await endOwnSessions(stolen, scope, LAPTOP, at(60))).toBe(false)
      expect((await sessionRow(session.id)).endReason).toBe('reuse')
      expect(await lives(other, 61)).toBe(true)
    },
  )

  test('ends nothing for a refresh token whose id was revoked', async () => {
    const { tokens } = await givenSession()
    await revokeTokenId(String(decodeJwt(tokens.refresh).jti), at(9999))
    const revoked = { access: null, refresh: tokens.refresh }
    expect(await endOwnSessions(revoked, 'everywhere', LAPTOP, at(1))).toBe(false)
  })

  test('ends this session for both of its tokens and for copies of them', async () => {
    const given = await givenSession()
    expect(await endOwnSessions(given.tokens, 'this', LAPTOP, at(1))).toBe(true)
    expect(await lives(given, 1)).toBe(false)
    expect(await revokedIds()).toEqual(
      expect.arrayContaining([
        decodeJwt(given.tokens.access).jti,
        decodeJwt(given.tokens.refresh).jti,
      ]),
    )
    expect(await eventTypes()).toContain('session_logout')
  })

  test('ends the session by the refresh token alone, as after a long sleep', async () => {
    const given = await givenSession()
    const tokens = { access: null, refresh: given.tokens.refresh }
    expect(await endOwnSessions(tokens, 'this', LAPTOP, at(3600))).toBe(true)
    expect(await lives(given, 3601)).toBe(false)
  })

  test('ends this session and no other', async () => {
    const given = await givenSession()
    const other = await givenSession({ userId: given.userId, from: PHONE })
    await endOwnSessions(given.tokens, 'this', LAPTOP, at(1))
    expect(await lives(other, 2)).toBe(true)
  })

  test('ends all other sessions of the user, and neither this one nor those of other users', async () => {
    const given = await givenSession()
    const others = [
      await givenSession({ userId: given.userId }),
      await givenSession({ userId: given.userId, from: PHONE }),
    ]
    const stranger = await givenSession({ userId: await givenUser('bob@example.com') })
    expect(await endOwnSessions(given.tokens, 'others', LAPTOP, at(1))).toBe(true)
    expect(await lives(given, 2)).toBe(true)
    expect(await lives(stranger, 2)).toBe(true)
    for (const other of others) expect(await lives(other, 2)).toBe(false)
  })

  test('ends every session of the user by changing one row, and touches no session row', async () => {
    const all: GivenSession[] = [await givenSession()]
    const userId = all[0]?.userId ?? 'usr_none'
    for (let i = 0; i < 19; i += 1) all.push(await givenSession({ userId }))
    const stranger = await givenSession({ userId: await givenUser('bob@example.com') })
    const rows = await Promise.all(all.map(({ session }) => sessionRow(session.id)))

    expect(await endOwnSessions(all[0]?.tokens ?? NO_TOKENS, 'everywhere', LAPTOP, at(1))).toBe(
      true,
    )
    expect((await userRow(userId)).version).toBe(1)
    for (const given of all) expect(await lives(given, 1)).toBe(false)
    expect(await lives(stranger, 2)).toBe(true)
    expect(await Promise.all(all.map(({ session }) => sessionRow(session.id)))).toEqual(rows)
  })

  test('answers `everywhere: true` only to the browser that logged out everywhere', async () => {
    const asking = await givenSession()
    const other = await givenSession({ userId: asking.userId, from: PHONE })
    await endOwnSessions(asking.tokens, 'everywhere', LAPTOP, at(1))
    const told = async ({ tokens }: GivenSession) => authenticate(tokens.access, 'web', at(2))
    expect(await told(asking)).toEqual({ ok: false, reason: 'ended', everywhere: true })
    expect(await told(other)).toEqual({ ok: false, reason: 'ended', everywhere: false })
  })

  test('keeps a session living that starts in the same second', async () => {
    const given = await givenSession()
    await endOwnSessions(given.tokens, 'everywhere', LAPTOP, at(1))
    const next = await givenSession({ userId: given.userId, version: 1, now: at(1) })
    expect(await lives(next, 1)).toBe(true)
  })
})

describe('endOwnOtherSession', () => {
  test('refuses the session of another user, and an unknown session', async () => {
    const given = await givenSession()
    const stranger = await givenSession({ userId: await givenUser('bob@example.com') })
    expect(
      await endOwnOtherSession(await actor(given), stranger.session.id, LAPTOP, at(1)),
    ).toEqual(refused('not-found'))
    expect(await endOwnOtherSession(await actor(given), 'ses_none', LAPTOP, at(1))).toEqual(
      refused('not-found'),
    )
    expect(await lives(stranger, 2)).toBe(true)
  })

  test('does not end the session that asks, whose cookies would stay', async () => {
    const given = await givenSession()
    expect(
      await endOwnOtherSession(await actor(given), given.session.id, LAPTOP, at(1)),
    ).toMatchObject({
      ok: false,
    })
    expect(await lives(given, 1)).toBe(true)
  })

  test('ends the given session and no other', async () => {
    const given = await givenSession()
    const other = await givenSession({ userId: given.userId })
    expect(await endOwnOtherSession(await actor(given), other.session.id, LAPTOP, at(1))).toEqual({
      ok: true,
    })
    expect(await lives(other, 1)).toBe(false)
    expect(await lives(given, 1)).toBe(true)
  })
})

test.each([undefined, null, '', 'all', 'This', 7, {}])('isEndScope refuses %j', (value) => {
  expect(isEndScope(value)).toBe(false)
})

/** Whether either token is still accepted. */
async function lives({ tokens }: Pick<GivenSession, 'tokens'>, second: number): Promise<boolean> {
  const access = await authenticate(tokens.access, 'web', at(second))
  const refresh = await refreshSession({ token: tokens.refresh, from: LAPTOP }, at(second))
  return access.ok || refresh.ok
}

async function actor({ tokens }: GivenSession) {
  const found = await authenticate(tokens.access, 'web', at(1))
  if (!found.ok) throw new Error(found.reason)
  return found.actor
}

async function refreshTwice(first: string): Promise<void> {
  let token = first
  for (const second of [1, 2]) {
    const result = await refreshSession({ token, from: LAPTOP }, at(second))
    if (result.ok) token = result.tokens.refresh
  }
}
