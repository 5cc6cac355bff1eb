import { describe, expect, test, vi } from 'vitest'
import type { Actor } from '@/lib/sessions/authenticate'
import { refreshSession } from '@/lib/sessions/refresh'
import { refreshTokenId } from '@/lib/tokens/refresh'
import { findRefreshKey, type SessionTokens } from '@/lib/sessions/issue'
import { givenAccount, PASSWORD } from '@/tests/support/accounts'
import { useFreshDatabase } from '@/tests/support/database'
import { hashingPool, watchHashing } from '@/tests/support/hashing'
import { actorOf, givenAda, isIn, passwordLogsIn } from '@/tests/support/password-changes'
import { at, LAPTOP, PHONE } from '@/tests/support/people'
import {
  eventsOf,
  eventTypes,
  passwordHashes,
  revokedIds,
  revokeTokenId,
  sessionRow,
  userRow,
} from '@/tests/support/rows'
import { changePassword, type PasswordChange } from './change'

useFreshDatabase()

const NEW = 'a kettle of winter thunder'
const OTHER = 'nine paper boats at dusk'
const OVERTAKEN = { ok: false, reason: 'overtaken' }

describe('changePassword', () => {
  test.each([
    ['a wrong current password', { current: 'not it at all' }, 'wrong-current'],
    ['a current password in another case', { current: PASSWORD.toUpperCase() }, 'wrong-current'],
    ['no current password', { current: '' }, 'wrong-current'],
    ['a huge current password', { current: 'a'.repeat(1025) }, 'wrong-current'],
    ['a new password of 11 characters', { next: 'x8!kQz0pLw3' }, 'password-too-short'],
    ['a common new password', { next: 'Password1234' }, 'password-common'],
    ['a new password made of the name', { next: 'Ada, example 1' }, 'password-personal'],
    ['the old password as the new one', { next: PASSWORD }, 'same-as-current'],
  ])('refuses %s, and changes nothing', async (_what, change, reason) => {
    const { laptop, phone, actor } = await givenAda()
    const before = await passwordHashes()
    expect(await attempt(actor, change)).toEqual({ ok: false, reason })
    expect(await passwordHashes()).toEqual(before)
    expect(await isIn(laptop)).toBe(true)
    expect(await isIn(phone)).toBe(true)
    expect(await eventTypes()).not.toContain('authn_password_change')
  })

  test('treats composed and decomposed letters as the same password', async () => {
    const { actor } = await givenAda('crème brûlée at noon')
    const current = 'crème brûlée at noon'.normalize('NFD')
    expect(await attempt(actor, { current, next: current.normalize('NFC') })).toMatchObject({
      reason: 'same-as-current',
    })
    expect(await attempt(actor, { current })).toMatchObject({ ok: true })
  })

  test('judges the new password before it hashes anything', async () => {
    const { actor } = await givenAda()
    const tasks = await watchHashing()
    await attempt(actor, { next: 'Password1234' })
    await attempt(actor, { current: 'a'.repeat(1025) })
    await attempt(actor, { current: 'half a letter \ud800' })
    expect(tasks).toEqual([])
    await attempt(actor)
    expect(tasks.map((task) => task.name)).toEqual(['compare', 'hash'])
  })

  test('makes the new password the only valid one', async () => {
    const { actor } = await givenAda()
    await attempt(actor)
    expect(await passwordLogsIn(PASSWORD)).toBe(false)
    expect(await passwordLogsIn(NEW)).toBe(true)
  })

  test('starts a new session of the same kind for the device that asked', async () => {
    const { phone } = await givenAda()
    const first = await changed(await actorOf(phone))
    expect(first.persistent).toBe(true)
    expect(await sessionRow(first.sessionId)).toMatchObject({
      persistent: true,
      kind: 'web',
      generation: 0,
      version: 1,
      authTime: at(60),
      createdNetwork: LAPTOP.network,
    })
    expect(first.sessionId).not.toBe(phone.sessionId)
    expect(await isIn(first)).toBe(true)
    expect(await refreshes(first)).toBe(true)
  })

  test('does not make a session persistent', async () => {
    const { actor } = await givenAda()
    expect(await changed(actor)).toMatchObject({ persistent: false })
  })

  test('ends every session of the user at once, and touches no other row', async () => {
    const { laptop, phone, actor } = await givenAda()
    await changed(actor)
    for (const tokens of [laptop, phone]) {
      expect(await isIn(tokens)).toBe(false)
      expect(await refreshes(tokens)).toBe(false)
    }
    expect(await sessionRow(laptop.sessionId)).toMatchObject({
      endedAt: at(60),
      endReason: 'replaced',
    })
    // Only the user's version ends it, so the cost does not grow with the number of sessions.
    expect(await sessionRow(phone.sessionId)).toMatchObject({ endedAt: null })
    expect((await userRow(actor.userId)).version).toBe(actor.userVersion + 1)
  })

  test('revokes the access token of the request and the newest refresh token', async () => {
    const { actor } = await givenAda()
    await changed(actor)
    const { refreshKeyId, generation } = await sessionRow(actor.sessionId)
    const key = await findRefreshKey(refreshKeyId)
    if (!key) throw new Error('No refresh key')
    const refreshId = await refreshTokenId(actor.sessionId, generation, key)
    expect((await revokedIds()).sort()).toEqual([actor.accessTokenId, refreshId].sort())
  })

  test('changes nothing when the access token was revoked', async () => {
    const { actor } = await givenAda()
    await revokeTokenId(actor.accessTokenId, actor.accessExpiresAt)
    expect(await attempt(actor)).toEqual(OVERTAKEN)
    expect(await passwordLogsIn(PASSWORD)).toBe(true)
  })

  test('changes nothing for other users', async () => {
    const grace = await givenAccount({ email: 'grace@example.com' })
    const { actor } = await givenAda()
    const before = await userRow((await actorOf(grace)).userId)
    await changed(actor)
    expect(await isIn(grace)).toBe(true)
    expect(await userRow(before.id)).toEqual(before)
    expect(await passwordLogsIn(PASSWORD, 'grace@example.com')).toBe(true)
  })

  test('records changes and failed attempts with user, session and network', async () => {
    const { actor } = await givenAda()
    await attempt(actor, { current: 'not it at all', from: PHONE })
    const tokens = await changed(actor)
    const { userId } = actor
    expect(await eventsOf('authn_password_change_fail')).toMatchObject([
      { userId, sessionId: actor.sessionId, network: PHONE.network },
    ])
    expect(await eventsOf('authn_password_change')).toMatchObject([
      { userId, sessionId: tokens.sessionId, network: LAPTOP.network },
    ])
  })
})

describe('the rate limit of changePassword', () => {
  const TOO_MANY = { ok: false, reason: 'too-many-tries' }

  test('counts wrong current passwords, and no faults of the new one', async () => {
    const { actor } = await givenAda()
    for (let i = 0; i < 12; i += 1) {
      expect(await attempt(actor, { next: 'Password1234' })).toMatchObject({
        reason: 'password-common',
      })
    }
    expect(await attempt(actor)).toMatchObject({ ok: true })
  })

  test('starts again after a right password', async () => {
    const { actor } = await givenAda()
    for (let i = 0; i < 9; i += 1) await attempt(actor, { current: 'not it at all' })
    const renewed = await actorOf(await changed(actor), at(61))
    for (let i = 0; i < 9; i += 1) {
      expect(await attempt(renewed, { current: PASSWORD, next: OTHER })).toMatchObject({
        reason: 'wrong-current',
      })
    }
  })

  test('does not count attempts that a full queue refuses', async () => {
    const { actor } = await givenAda()
    const pool = await hashingPool()
    const full = vi.spyOn(pool, 'queueSize', 'get').mockReturnValue(1000)
    for (let i = 0; i < 12; i += 1) {
      expect(await attempt(actor)).toEqual({ ok: false, reason: 'too-busy' })
    }
    full.mockRestore()
    expect(await attempt(actor)).toMatchObject({ ok: true })
  })

  test('stops a user who has too many new passwords judged', async () => {
    const { actor } = await givenAda()
    for (let i = 0; i < 60; i += 1) await attempt(actor, { next: 'aaaaaaaaaaaa' })
    expect(await attempt(actor, { next: 'aaaaaaaaaaaa' })).toMatchObject(TOO_MANY)
  })
})

function attempt(actor: Actor, change: Partial<PasswordChange> = {}) {
  return changePassword(actor, { current: PASSWORD, next: NEW, from: LAPTOP, ...change }, at(60))
}

async function changed(actor: Actor): Promise<SessionTokens> {
  const result = await attempt(actor)
  if (!result.ok) throw new Error(result.reason)
  return result.tokens
}

async function refreshes({ refresh: token }: SessionTokens): Promise<boolean> {
  return (await refreshSession({ token, from: LAPTOP }, at(62))).ok
}
