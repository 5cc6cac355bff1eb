import { decodeJwt } from 'jose'
import { describe, expect, test } from 'vitest'
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
import { authenticate } from './authenticate'
import { endEverySession, endOneSession, endSessions, isEndScope, type EndScope } from './end'
import { refreshSession } from './refresh'

useFreshDatabase()

const SCOPES: EndScope[] = ['this', 'others', 'everywhere']

describe('endSessions', () => {
  test.each(SCOPES)('finds nothing to end (%s) without tokens, or with garbage', async (scope) => {
    const { tokens, session, userId } = await givenSession()
    const nothing = { access: null, refresh: null }
    expect(await endSessions(nothing, scope, LAPTOP, at(1))).toBe(false)
    expect(await endSessions({ access: 'x', refresh: 'y' }, scope, LAPTOP, at(1))).toBe(false)
    const swapped = { access: tokens.refresh, refresh: tokens.access }
    expect(await endSessions(swapped, scope, LAPTOP, at(1))).toBe(false)
    expect((await sessionRow(session.id)).endedAt).toBeNull()
    expect((await userRow(userId)).version).toBe(0)
  })

  test.each(SCOPES)('lets an ended session end nothing more (%s)', async (scope) => {
    const { tokens, session, userId } = await givenSession()
    const other = await givenSession({ userId })
    await changeSession(session.id, { endedAt: at(1) })
    expect(await endSessions(tokens, scope, LAPTOP, at(2))).toBe(false)
    expect(await lives(other, 3)).toBe(true)
  })

  test.each(SCOPES)('takes a refresh token two generations old for a copy (%s)', async (scope) => {
    const { tokens, userId, session } = await givenSession()
    const other = await givenSession({ userId })
    await refreshTwice(tokens.refresh)
    const old = { access: null, refresh: tokens.refresh }
    expect(await endSessions(old, scope, LAPTOP, at(3))).toBe(false)
    expect((await sessionRow(session.id)).endReason).toBe('reuse')
    expect(await eventTypes()).toContain('authn_token_reuse')
    expect(await lives(other, 4)).toBe(true)
  })

  test.each(SCOPES)(
    'takes a predecessor for a copy once its successor is confirmed (%s)',
    async (scope) => {
      const { tokens, session, userId } = await givenSession()
      const other = await givenSession({ userId })
      await refreshSession({ token: tokens.refresh, from: LAPTOP }, at(0))
      await changeSession(session.id, { confirmedGeneration: 1 })
      const stolen = { access: null, refresh: tokens.refresh }
      expect(await endSessions(stolen, scope, LAPTOP, at(60))).toBe(false)
      expect((await sessionRow(session.id)).endReason).toBe('reuse')
      expect(await lives(other, 61)).toBe(true)
    },
  )

  test('ends nothing by a refresh token whose id was revoked', async () => {
    const { tokens } = await givenSession()
    await revokeTokenId(String(decodeJwt(tokens.refresh).jti), at(9999))
    const revoked = { access: null, refresh: tokens.refresh }
    expect(await endSessions(revoked, 'everywhere', LAPTOP, at(1))).toBe(false)
  })

  test('ends this session, for both of its tokens and for copies of them', async () => {
    const given = await givenSession()
    expect(await endSessions(given.tokens, 'this', LAPTOP, at(1))).toBe(true)
    expect(await lives(given, 1)).toBe(false)
    expect(await revokedIds()).toEqual(
      expect.arrayContaining([
        decodeJwt(given.tokens.access).jti,
        decodeJwt(given.tokens.refresh).jti,
      ]),
    )
    expect(await eventTypes()).toContain('session_logout')
  })

  test('ends it by the refresh token alone, as after a long sleep', async () => {
    const given = await givenSession()
    const tokens = { access: null, refresh: given.tokens.refresh }
    expect(await endSessions(tokens, 'this', LAPTOP, at(3600))).toBe(true)
    expect(await lives(given, 3601)).toBe(false)
  })

  test('ends this session and no other', async () => {
    const given = await givenSession()
    const other = await givenSession({ userId: given.userId, from: PHONE })
    await endSessions(given.tokens, 'this', LAPTOP, at(1))
    expect(await lives(other, 2)).toBe(true)
  })

  test("ends all others, and not this one nor anyone else's", async () => {
    const given = await givenSession()
    const others = [
      await givenSession({ userId: given.userId }),
      await givenSession({ userId: given.userId, from: PHONE }),
    ]
    const stranger = await givenSession({ userId: await givenUser('bob@example.com') })
    expect(await endSessions(given.tokens, 'others', LAPTOP, at(1))).toBe(true)
    expect(await lives(given, 2)).toBe(true)
    expect(await lives(stranger, 2)).toBe(true)
    for (const other of others) expect(await lives(other, 2)).toBe(false)
  })

  test('ends everything of the user by one row, and touches no session', async () => {
    const all: GivenSession[] = [await givenSession()]
    const userId = all[0]?.userId ?? ''
    for (let i = 0; i < 19; i += 1) all.push(await givenSession({ userId }))
    const stranger = await givenSession({ userId: await givenUser('bob@example.com') })
    const rows = await Promise.all(all.map(({ session }) => sessionRow(session.id)))

    expect(await endSessions(all[0]?.tokens ?? NONE, 'everywhere', LAPTOP, at(1))).toBe(true)
    expect((await userRow(userId)).version).toBe(1)
    for (const given of all) expect(await lives(given, 1)).toBe(false)
    expect(await lives(stranger, 2)).toBe(true)
    expect(await Promise.all(all.map(({ session }) => sessionRow(session.id)))).toEqual(rows)
  })

  test('tells the browser that asked for it, and no other, that it ended everything', async () => {
    const asking = await givenSession()
    const other = await givenSession({ userId: asking.userId, from: PHONE })
    await endSessions(asking.tokens, 'everywhere', LAPTOP, at(1))
    const told = async ({ tokens }: GivenSession) => authenticate(tokens.access, 'web', at(2))
    expect(await told(asking)).toEqual({ ok: false, reason: 'ended', everywhere: true })
    expect(await told(other)).toEqual({ ok: false, reason: 'ended', everywhere: false })
  })

  test('lets a session that begins in the very same second live on', async () => {
    const given = await givenSession()
    await endSessions(given.tokens, 'everywhere', LAPTOP, at(1))
    const next = await givenSession({ userId: given.userId, version: 1, now: at(1) })
    expect(await lives(next, 1)).toBe(true)
  })

  test('races with refreshes, and no token of any of them lives afterwards', async () => {
    for (let round = 0; round < 20; round += 1) {
      const given = await givenSession({ userId: await givenUser(`u${round}@example.com`) })
      const refreshes = Array.from({ length: 10 }, () =>
        refreshSession({ token: given.tokens.refresh, from: LAPTOP }, at(1)),
      )
      const [, ...results] = await Promise.all([
        endSessions(given.tokens, round % 2 ? 'everywhere' : 'this', LAPTOP, at(1)),
        ...refreshes,
      ])
      for (const result of results) {
        if (result.ok) expect(await lives({ ...given, tokens: result.tokens }, 2)).toBe(false)
      }
      expect(await lives(given, 2)).toBe(false)
    }
  })
})

test('endEverySession ends all sessions of all users, by one row, and none that begins after', async () => {
  const all = [await givenSession(), await givenSession({ userId: await givenUser('b@b.example') })]
  const rows = await Promise.all(all.map(({ session }) => sessionRow(session.id)))
  await endEverySession(at(1))
  for (const given of all) expect(await lives(given, 1)).toBe(false)
  expect(await Promise.all(all.map(({ session }) => sessionRow(session.id)))).toEqual(rows)
  expect(await eventTypes()).toContain('session_logout_everyone')
  const next = await givenSession({ userId: all[0]?.userId ?? '', now: at(1) })
  expect(await lives(next, 1)).toBe(true)
})

describe('endOneSession', () => {
  test("does not find another user's session, nor one that is not there", async () => {
    const given = await givenSession()
    const stranger = await givenSession({ userId: await givenUser('bob@example.com') })
    const refused = { ok: false, reason: 'not-found' }
    expect(await endOneSession(await actor(given), stranger.session.id, LAPTOP, at(1))).toEqual(
      refused,
    )
    expect(await endOneSession(await actor(given), 'ses_none', LAPTOP, at(1))).toEqual(refused)
    expect(await lives(stranger, 2)).toBe(true)
  })

  test('does not end the asking one, whose cookies would stay', async () => {
    const given = await givenSession()
    expect(await endOneSession(await actor(given), given.session.id, LAPTOP, at(1))).toMatchObject({
      ok: false,
    })
    expect(await lives(given, 1)).toBe(true)
  })

  test('ends the one, and nothing else', async () => {
    const given = await givenSession()
    const other = await givenSession({ userId: given.userId })
    expect(await endOneSession(await actor(given), other.session.id, LAPTOP, at(1))).toEqual({
      ok: true,
    })
    expect(await lives(other, 1)).toBe(false)
    expect(await lives(given, 1)).toBe(true)
  })
})

test.each([undefined, null, '', 'all', 'This', 7, {}])('isEndScope refuses %j', (value) => {
  expect(isEndScope(value)).toBe(false)
})

const NONE = { access: null, refresh: null }

/** Whether either token still opens anything. */
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
