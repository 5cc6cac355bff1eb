import { decodeJwt } from 'jose'
import { describe, expect, test } from 'vitest'
import type { SessionId, UserId } from '@/lib/base/ids'
import { Unavailable } from '@/lib/base/unavailable'
import { restartWith, useFreshDatabase } from '@/tests/support/database'
import { at, givenSession, givenUser, LAPTOP, NOW } from '@/tests/support/people'
import {
  changeInstallation,
  changeSession,
  changeSigningKeys,
  changeUser,
  revokeTokenId,
  sessionRow,
} from '@/tests/support/rows'
import { DAY } from '@/lib/base/time'
import { authenticate, isUseToRecord, recordUse } from './authenticate'
import { issueTokens } from './issue'

useFreshDatabase()

describe('authenticate', () => {
  test.each(['', 'garbage', 'a.b.c', 'é'.repeat(10)])('refuses the token %j', async (token) => {
    expect(await authenticate(token, 'web', NOW)).toEqual({ ok: false, reason: 'invalid' })
  })

  test('refuses a refresh token', async () => {
    const { tokens } = await givenSession()
    expect(await authenticate(tokens.refresh, 'web', NOW)).toEqual({ ok: false, reason: 'invalid' })
  })

  test('refuses a browser token as a device token', async () => {
    const { tokens } = await givenSession()
    expect(await authenticate(tokens.access, 'device', NOW)).toMatchObject({ ok: false })
  })

  test('refuses a token at its expiry, and accepts it a second before', async () => {
    const { tokens } = await givenSession()
    expect(await authenticate(tokens.access, 'web', at(604))).toMatchObject({ ok: true })
    expect(await authenticate(tokens.access, 'web', at(605))).toEqual({
      ok: false,
      reason: 'expired',
    })
  })

  test('treats a token from the future as expired', async () => {
    const { tokens } = await givenSession()
    expect(await authenticate(tokens.access, 'web', at(-5))).toMatchObject({ ok: true })
    expect(await authenticate(tokens.access, 'web', at(-6))).toEqual({
      ok: false,
      reason: 'expired',
    })
  })

  test.each([
    ['was ended', (id: SessionId) => changeSession(id, { endedAt: NOW })],
    ['is past its idle limit', (id: SessionId) => changeSession(id, { idleExpiresAt: at(1) })],
    ['is past its absolute limit', (id: SessionId) => changeSession(id, { expiresAt: at(1) })],
    ['is of an older version', (_id: SessionId, user: UserId) => changeUser(user, { version: 1 })],
    [
      'has a newer version than the token',
      async (id: SessionId, user: UserId) => {
        await changeUser(user, { version: 1 })
        await changeSession(id, { version: 1 })
      },
    ],
    [
      'has a disabled user',
      (_id: SessionId, user: UserId) => changeUser(user, { disabledAt: NOW }),
    ],
    ['is of an older epoch', () => changeInstallation({ epoch: 1 })],
    ['is of another kind', (id: SessionId) => changeSession(id, { kind: 'device' })],
  ])('refuses a token that it accepted before when the session %s', async (_name, change) => {
    const { tokens, session, userId } = await givenSession()
    expect(await authenticate(tokens.access, 'web', at(1))).toMatchObject({ ok: true })
    await change(session.id, userId)
    expect(await authenticate(tokens.access, 'web', at(1))).toMatchObject({
      reason: 'ended',
    })
  })

  test.each(['burned', 'gone'] as const)(
    'returns expired when the key is %s, and ended when the session has ended too',
    async (status) => {
      const { tokens, session } = await givenSession()
      expect(await authenticate(tokens.access, 'web', at(1))).toMatchObject({ ok: true })
      await changeSigningKeys({ status })
      const refused = { ok: false, reason: 'expired' }
      expect(await authenticate(tokens.access, 'web', at(1))).toEqual(refused)
      await changeSession(session.id, { endedAt: NOW })
      expect(await authenticate(tokens.access, 'web', at(1))).toMatchObject({ reason: 'ended' })
    },
  )

  test('answers `everywhere: true` only to the token that ended every session', async () => {
    const { tokens, userId } = await givenSession()
    await changeUser(userId, { version: 1 })
    const ended = { ok: false, reason: 'ended', everywhere: false }
    expect(await authenticate(tokens.access, 'web', at(1))).toEqual(ended)
    await revokeTokenId(String(decodeJwt(tokens.access).jti), at(DAY))
    expect(await authenticate(tokens.access, 'web', at(1))).toEqual({ ...ended, everywhere: true })
  })

  test('refuses a token whose id was revoked, and no other token of the session', async () => {
    const { tokens, session } = await givenSession()
    const other = await issueTokens(session, NOW)
    expect(await authenticate(tokens.access, 'web', at(1))).toMatchObject({ ok: true })
    await revokeTokenId(String(decodeJwt(tokens.access).jti), at(DAY))
    expect(await authenticate(tokens.access, 'web', at(1))).toMatchObject({
      reason: 'ended',
    })
    expect(await authenticate(other.access, 'web', at(1))).toMatchObject({ ok: true })
  })

  test('refuses when the session belongs to another user', async () => {
    const { tokens, session } = await givenSession()
    await changeSession(session.id, { userId: await givenUser('bob@example.com') })
    expect(await authenticate(tokens.access, 'web', at(1))).toMatchObject({
      reason: 'ended',
    })
  })

  test('refuses a generation that the session has not reached', async () => {
    const { session } = await givenSession()
    const ahead = await issueTokens({ ...session, generation: 1 }, NOW)
    expect(await authenticate(ahead.access, 'web', at(1))).toMatchObject({
      reason: 'ended',
    })
  })

  test('throws when the database is unavailable, and says neither yes nor no', async () => {
    const { tokens } = await givenSession()
    await restartWith({ DATABASE_URL: 'file:/nowhere/gatehouse.db' })
    await expect(authenticate(tokens.access, 'web', at(1))).rejects.toThrow(Unavailable)
    await restartWith({ DATABASE_URL: 'postgres://gatehouse@127.0.0.1:9/nowhere' })
    await expect(authenticate(tokens.access, 'web', at(1))).rejects.toThrow(Unavailable)
  })

  test('still accepts keys of another algorithm after the setting changed', async () => {
    const { tokens } = await givenSession()
    await changeSigningKeys({ status: 'retiring' })
    await restartWith({ TOKEN_ALGORITHM: 'HS256' })
    expect(await authenticate(tokens.access, 'web', at(1))).toMatchObject({ ok: true })
  })

  test('identifies the user and the session', async () => {
    const { tokens, session, userId } = await givenSession()
    const found = await authenticate(tokens.access, 'web', at(1))
    expect(found).toMatchObject({
      ok: true,
      actor: { userId, sessionId: session.id, email: 'ada@example.com', accessExpiresAt: at(600) },
    })
  })

  test('reads a token with exactly the promised claims, and nothing personal', async () => {
    const { tokens } = await givenSession()
    expect(Object.keys(decodeJwt(tokens.access)).sort()).toEqual(
      'iss aud sub sid jti client_id iat nbf exp auth_time amr acr ver gen roles permissions status'
        .split(' ')
        .sort(),
    )
  })
})

const FIRST = { generation: 0, accessIssuedAt: NOW }

describe('isUseToRecord', () => {
  test('finds nothing to record within a minute, and then the last use', async () => {
    const { session } = await givenSession()
    const confirmed = { ...session, confirmedGeneration: 0 }
    expect(isUseToRecord(confirmed, FIRST, LAPTOP, at(59))).toBe(false)
    expect(isUseToRecord(confirmed, FIRST, LAPTOP, at(60))).toBe(true)
  })

  test('finds a confirmation and another client at once', async () => {
    const { session } = await givenSession()
    const rotated = { ...session, generation: 1, rotatedAt: NOW, lastSeenAt: at(40) }
    const next = { generation: 1, accessIssuedAt: NOW }
    expect(isUseToRecord(rotated, next, LAPTOP, at(44))).toBe(false)
    expect(isUseToRecord(rotated, next, LAPTOP, at(45))).toBe(true)
    expect(isUseToRecord(session, FIRST, { ...LAPTOP, network: '198.51.100.9' }, at(1))).toBe(false)
    const other = { ...LAPTOP, network: '198.51.100.9', browser: 'Firefox' }
    expect(isUseToRecord(session, FIRST, other, at(1))).toBe(true)
  })
})

describe('recordUse', () => {
  test('moves the last use forward at most once a minute', async () => {
    const { session } = await givenSession()
    await recordUse(session, FIRST, LAPTOP, at(40))
    expect((await sessionRow(session.id)).lastSeenAt).toEqual(NOW)
    await recordUse(session, FIRST, LAPTOP, at(60))
    const seen = await sessionRow(session.id)
    expect(seen.lastSeenAt).toEqual(at(60))
    await recordUse(seen, FIRST, LAPTOP, at(119))
    expect((await sessionRow(session.id)).lastSeenAt).toEqual(at(60))
  })

  test('never moves the last use back', async () => {
    const { session } = await givenSession()
    await recordUse(session, FIRST, LAPTOP, at(-4000))
    expect((await sessionRow(session.id)).lastSeenAt).toEqual(NOW)
  })
})
