import { decodeJwt } from 'jose'
import { describe, expect, test } from 'vitest'
import { transaction } from '@/db/connection'
import { confirmGeneration, markSessionEnded } from '@/db/queries/sessions'
import { useFreshDatabase } from '@/tests/support/database'
import { at, givenSession, givenUser, LAPTOP, NOW, PHONE } from '@/tests/support/people'
import {
  changeInstallation,
  changeSession,
  changeUser,
  eventsOf,
  eventTypes,
  revokeTokenId,
  revokedIds,
  sessionRow,
} from '@/tests/support/rows'
import type { SessionId, UserId } from '@/lib/base/ids'
import { forgetSettings } from '@/lib/base/env'
import { DAY, HOUR } from '@/lib/base/time'
import { authenticate, recordUse } from './authenticate'
import { refreshSession, type RefreshResult } from './refresh'
import { startSession } from './start'
import { issueTokens, type SessionTokens } from './issue'

useFreshDatabase()

/** Refreshes from the laptop. */
const refresh = (token: string, now: Date, from = LAPTOP) => refreshSession({ token, from }, now)

describe('refreshSession', () => {
  test.each([
    ['nothing', ''],
    ['garbage', 'garbage'],
    ['an empty token', '..'],
    ['4,001 characters', 'a'.repeat(4001)],
  ])('refuses %s', async (_name, token) => {
    expect(await refresh(token, NOW)).toEqual({ ok: false, reason: 'invalid' })
  })

  test('refuses an access token', async () => {
    const { tokens } = await givenSession()
    expect(await refresh(tokens.access, NOW)).toEqual({ ok: false, reason: 'invalid' })
  })

  test('refuses a token whose signature was changed', async () => {
    const { tokens } = await givenSession()
    const [header, payload, signature = ''] = tokens.refresh.split('.')
    const changed = `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`
    expect(await refresh(`${header}.${payload}.${changed}`, NOW)).toMatchObject({ ok: false })
  })

  test('refuses a browser token as a device token', async () => {
    const { tokens, session } = await givenSession()
    expect(
      await refreshSession({ token: tokens.refresh, from: LAPTOP, kind: 'device' }, NOW),
    ).toEqual({ ok: false, reason: 'invalid' })
    expect((await sessionRow(session.id)).endedAt).toBeNull()
  })

  test('refuses a device that asks for an allowed and an unknown service', async () => {
    process.env.API_AUDIENCES = 'orders'
    forgetSettings()
    const userId = await givenUser()
    const session = await transaction({ locks: 'all' }, () =>
      startSession({ userId, version: 0, kind: 'device', persistent: true, from: LAPTOP }, NOW),
    )
    const { refresh: token } = await issueTokens(session, NOW)
    const asking = (audience: string[]) =>
      refreshSession({ token, from: LAPTOP, kind: 'device', audience }, at(1))
    for (const audience of [['stock'], ['orders', 'stock'], ['stock', 'orders']]) {
      expect(await asking(audience)).toEqual({ ok: false, reason: 'unknown-audience' })
    }
    expect((await sessionRow(session.id)).generation).toBe(0)
    expect(await asking(['orders'])).toMatchObject({ ok: true })
  })

  test('reports a replaced session as replaced for 30 seconds, and then as ended', async () => {
    const { tokens, session } = await givenSession()
    await transaction({ locks: 'all' }, () => markSessionEnded(session, 'replaced', at(10)))
    expect(await refresh(tokens.refresh, at(10))).toEqual({ ok: false, reason: 'replaced' })
    expect(await refresh(tokens.refresh, at(39))).toEqual({ ok: false, reason: 'replaced' })
    expect(await refresh(tokens.refresh, at(40))).toEqual({ ok: false, reason: 'ended' })
  })

  test('reports a session as replaced even after a new password, but as ended for a disabled user', async () => {
    const { tokens, session, userId } = await givenSession()
    await transaction({ locks: 'all' }, () => markSessionEnded(session, 'replaced', NOW))
    await changeUser(userId, { version: 1 })
    expect(await refresh(tokens.refresh, at(1))).toEqual({ ok: false, reason: 'replaced' })
    await changeUser(userId, { disabledAt: NOW })
    expect(await refresh(tokens.refresh, at(1))).toEqual({ ok: false, reason: 'ended' })
  })

  test('refuses at the very second of the idle limit, and not a second before', async () => {
    const { tokens } = await givenSession()
    const other = await givenSession({ userId: await givenUser('bob@example.com') })
    expect(await refresh(other.tokens.refresh, at(14 * DAY - 1))).toMatchObject({ ok: true })
    expect(await refresh(tokens.refresh, at(14 * DAY))).toEqual({ ok: false, reason: 'ended' })
  })

  test('keeps the shorter idle limit of a non-persistent session', async () => {
    const { tokens, session } = await givenSession({ persistent: false })
    await refresh(tokens.refresh, at(HOUR))
    expect((await sessionRow(session.id)).idleExpiresAt).toEqual(at(13 * HOUR))
    const again = successor(await refresh(tokens.refresh, at(HOUR)))
    expect(await refresh(again.refresh, at(13 * HOUR))).toEqual({ ok: false, reason: 'ended' })
  })

  test('never extends a session past the absolute limit, however steadily it is used', async () => {
    const { tokens, session } = await givenSession()
    let token = tokens.refresh
    for (let day = 10; day < 90; day += 10)
      token = successor(await refresh(token, at(day * DAY))).refresh
    expect((await sessionRow(session.id)).idleExpiresAt).toEqual(at(90 * DAY))
    const last = successor(await refresh(token, at(90 * DAY - 5)))
    expect(last.accessExpiresAt).toEqual(at(90 * DAY))
    expect(await refresh(last.refresh, at(90 * DAY))).toEqual({ ok: false, reason: 'ended' })
  })

  test.each([
    ['was ended', (id: SessionId) => changeSession(id, { endedAt: NOW })],
    [
      'is of an older version than its user',
      (_id: SessionId, user: UserId) => changeUser(user, { version: 1 }),
    ],
    [
      'belongs to a disabled user',
      (_id: SessionId, user: UserId) => changeUser(user, { disabledAt: NOW }),
    ],
    ['is of an older epoch', () => changeInstallation({ epoch: 1 })],
  ])('refuses when the session %s', async (_name, change) => {
    const { tokens, session, userId } = await givenSession()
    await change(session.id, userId)
    expect(await refresh(tokens.refresh, at(1))).toEqual({ ok: false, reason: 'ended' })
    expect((await sessionRow(session.id)).generation).toBe(0)
  })

  test('refuses a predecessor when the session has ended', async () => {
    const { tokens, session } = await givenSession()
    await refresh(tokens.refresh, at(1))
    await changeSession(session.id, { endedAt: at(2) })
    expect(await refresh(tokens.refresh, at(3))).toEqual({ ok: false, reason: 'ended' })
  })

  test('refuses a token whose id was revoked', async () => {
    const { tokens } = await givenSession()
    await revokeTokenId(String(decodeJwt(tokens.refresh).jti), at(DAY))
    expect(await refresh(tokens.refresh, at(1))).toEqual({ ok: false, reason: 'ended' })
  })

  test('refuses a generation that never existed, without ending the session', async () => {
    const { tokens, session } = await givenSession()
    const { refresh: next } = successor(await refresh(tokens.refresh, at(1)))
    await changeSession(session.id, { generation: 0 })
    expect(await refresh(next, at(2))).toEqual({ ok: false, reason: 'invalid' })
    expect((await sessionRow(session.id)).endedAt).toBeNull()
    expect(await eventTypes()).toContain('authn_token_refused')
  })

  test('exchanges the newest token for the next generation', async () => {
    const { tokens, session } = await givenSession()
    const next = successor(await refresh(tokens.refresh, at(60), PHONE))
    expect(next.refresh).not.toBe(tokens.refresh)
    expect(await sessionRow(session.id)).toMatchObject({
      generation: 1,
      rotatedAt: at(60),
      idleExpiresAt: at(60 + 14 * DAY),
      network: PHONE.network,
      browser: PHONE.browser,
    })
    expect(await authenticate(next.access, 'web', at(60))).toMatchObject({ ok: true })
  })

  test('gives the same successor again after a lost answer, even a week later', async () => {
    const { tokens, session } = await givenSession()
    const lost = successor(await refresh(tokens.refresh, at(1)))
    const before = await sessionRow(session.id)
    const again = successor(await refresh(tokens.refresh, at(7 * DAY)))
    expect(again.refresh).toBe(lost.refresh)
    expect(again.access).not.toBe(lost.access)
    expect(await sessionRow(session.id)).toEqual(before)
  })

  test('records that a predecessor came back from another browser, and ends nothing', async () => {
    const { tokens, session } = await givenSession()
    await refresh(tokens.refresh, at(1))
    await refresh(tokens.refresh, at(2))
    expect(await eventsOf('authn_token_shared')).toHaveLength(0)
    expect(await refresh(tokens.refresh, at(3), PHONE)).toMatchObject({ ok: true })
    expect(await eventsOf('authn_token_shared')).toHaveLength(1)
    expect((await sessionRow(session.id)).endedAt).toBeNull()
  })
})

describe('reuse', () => {
  test('ends the session when a predecessor comes back after its successor was confirmed', async () => {
    const { tokens, session } = await givenSession()
    const next = successor(await refresh(tokens.refresh, at(0)))
    await use(next, at(45))
    expect(await refresh(tokens.refresh, at(46), PHONE)).toEqual({ ok: false, reason: 'reuse' })

    expect(await sessionRow(session.id)).toMatchObject({ endReason: 'reuse', endedAt: at(46) })
    expect(await refresh(next.refresh, at(47))).toEqual({ ok: false, reason: 'ended' })
    expect(await authenticate(next.access, 'web', at(47))).toMatchObject({
      reason: 'ended',
    })
    expect(await revokedIds()).toContain(decodeJwt(next.refresh).jti)
  })

  test('ends the session when a token two generations old comes back, confirmed or not', async () => {
    const { tokens, session } = await givenSession()
    const second = successor(await refresh(tokens.refresh, at(1)))
    await refresh(second.refresh, at(2))
    expect(await refresh(tokens.refresh, at(3))).toEqual({ ok: false, reason: 'reuse' })
    expect((await sessionRow(session.id)).endReason).toBe('reuse')
  })

  test('is recorded with both sides', async () => {
    const { tokens } = await givenSession()
    const second = successor(await refresh(tokens.refresh, at(1)))
    await refresh(second.refresh, at(2))
    await refresh(tokens.refresh, at(3), PHONE)
    const [event] = await eventsOf('authn_token_reuse')
    expect(event).toMatchObject({ network: PHONE.network, browser: PHONE.browser, at: at(3) })
    expect(JSON.parse(event?.details ?? '')).toMatchObject({ knownAt: at(2).toISOString() })
    // Personal data is separate, so that it can be erased before the event.
    expect(JSON.parse(event?.personalDetails ?? '')).toEqual({
      knownNetwork: LAPTOP.network,
      knownBrowser: LAPTOP.browser,
    })
  })

  test('does not end other sessions of the user', async () => {
    const { tokens, userId } = await givenSession()
    const other = await givenSession({ userId, from: PHONE })
    const second = successor(await refresh(tokens.refresh, at(1)))
    await refresh(second.refresh, at(2))
    await refresh(tokens.refresh, at(3))
    expect(await authenticate(other.tokens.access, 'web', at(4))).toMatchObject({ ok: true })
    expect(await refresh(other.tokens.refresh, at(4))).toMatchObject({ ok: true })
  })
})

describe('confirmation', () => {
  test('happens 45 s after the refresh, and not after 44 s', async () => {
    const { tokens, session } = await givenSession()
    const next = successor(await refresh(tokens.refresh, at(0)))
    await use(next, at(44))
    expect((await sessionRow(session.id)).confirmedGeneration).toBe(-1)
    await use(next, at(45))
    expect((await sessionRow(session.id)).confirmedGeneration).toBe(1)
  })

  test('does not happen for an answer that was lost and has just been fetched again', async () => {
    const { tokens, session } = await givenSession()
    await refresh(tokens.refresh, at(0))
    const fetched = successor(await refresh(tokens.refresh, at(3600)))
    await use(fetched, at(3600 + 44))
    expect((await sessionRow(session.id)).confirmedGeneration).toBe(-1)
    // The browser was killed before it wrote its cookies, and comes back with the predecessor.
    expect(await refresh(tokens.refresh, at(3600 + 44))).toMatchObject({ ok: true })
    await use(fetched, at(3600 + 45))
    expect((await sessionRow(session.id)).confirmedGeneration).toBe(1)
  })

  test('does not happen for an older access token', async () => {
    const { tokens, session } = await givenSession()
    await refresh(tokens.refresh, at(0))
    await use(tokens, at(100))
    expect((await sessionRow(session.id)).confirmedGeneration).toBe(-1)
    expect(await refresh(tokens.refresh, at(101))).toMatchObject({ ok: true })
  })

  test('does not happen when the clock was set back', async () => {
    const { tokens, session } = await givenSession()
    const next = successor(await refresh(tokens.refresh, at(0)))
    const brought = { generation: 1, accessIssuedAt: at(0) }
    await recordUse(await sessionRow(session.id), brought, LAPTOP, at(-3600))
    expect((await sessionRow(session.id)).confirmedGeneration).toBe(-1)
    expect(next.refresh).not.toBe(tokens.refresh)
  })

  test('does not carry over to the next generation', async () => {
    const { tokens, session } = await givenSession()
    const second = successor(await refresh(tokens.refresh, at(0)))
    await use(second, at(50))
    const third = successor(await refresh(second.refresh, at(60)))
    expect(await refresh(second.refresh, at(61))).toMatchObject({ ok: true })
    await use(third, at(105))
    expect(await refresh(second.refresh, at(106))).toMatchObject({ ok: false, reason: 'reuse' })
    expect((await sessionRow(session.id)).endReason).toBe('reuse')
  })

  test('changes nothing for a generation that was refreshed meanwhile', async () => {
    const { tokens, session } = await givenSession()
    await refresh(tokens.refresh, at(0))
    await transaction({ locks: 'all' }, () => confirmGeneration(session.id, 0, LAPTOP, at(50)))
    expect((await sessionRow(session.id)).confirmedGeneration).toBe(-1)
  })
})

test('a refresh token depends only on the row of its session', async () => {
  const { session, tokens } = await givenSession()
  const later = await issueTokens(session, at(1234))
  expect(later.refresh).toBe(tokens.refresh)
  expect(Object.keys(decodeJwt(tokens.refresh)).sort()).toEqual(
    ['aud', 'exp', 'gen', 'iat', 'iss', 'jti', 'sid', 'sub'].sort(),
  )
})

function successor(result: RefreshResult): SessionTokens {
  if (!result.ok) throw new Error(`The refresh was refused: ${result.reason}`)
  return result.tokens
}

/** Authenticates a request and records its use. */
async function use(tokens: SessionTokens, now: Date): Promise<void> {
  const found = await authenticate(tokens.access, 'web', now)
  if (!found.ok) throw new Error(`The access token was refused: ${found.reason}`)
  await recordUse(found.session, found.actor, LAPTOP, now)
}
