import { decodeJwt } from 'jose'
import { describe, expect, test } from 'vitest'
import { forgetSettings } from '@/lib/base/env'
import { toNumericDate } from '@/lib/base/time'
import { changePassword } from '@/lib/passwords/change'
import { givenAccount, NO_TOKENS, PASSWORD, refused } from '@/tests/support/accounts'
import { useFreshDatabase } from '@/tests/support/database'
import { at, LAPTOP, PHONE } from '@/tests/support/people'
import { eventsOf, sessionRow } from '@/tests/support/rows'
import { authenticate, type Actor } from './authenticate'
import { confirmUser, type ConfirmedToken } from './confirm'
import { logIn } from './log-in'
import { logInDevice } from './log-in-device'
import { isRecent } from './recent'
import { refreshSession } from './refresh'

useFreshDatabase()

/** Long after the log-in, and before its access token expires. */
const LATER = 590
const EMAIL = 'ada@example.com'

describe('confirmUser', () => {
  test('issues a token of the same session and generation whose auth_time is now', async () => {
    const { access, sessionId } = await givenAccount()
    const before = await sessionRow(sessionId)
    const actor = await actorOf(access, LATER)
    const token = await confirmed(actor, LATER)
    expect(decodeJwt(token.access)).toMatchObject({
      sid: sessionId,
      gen: 0,
      auth_time: toNumericDate(at(LATER)),
      amr: ['pwd'],
      acr: 'urn:gatehouse:1',
    })
    expect(decodeJwt(token.access).jti).not.toBe(actor.accessTokenId)
    expect(await sessionRow(sessionId)).toEqual(before)
    expect(isRecent(actor, at(LATER))).toBe(false)
    expect(isRecent(await actorOf(token.access, LATER), at(LATER))).toBe(true)
  })

  test('leaves the token that the actor showed valid', async () => {
    const { access } = await givenAccount()
    await confirmed(await actorOf(access, LATER), LATER)
    expect(await authenticate(access, 'web', at(LATER))).toMatchObject({ ok: true })
  })

  test('gives nothing to a copy of the session, and nothing to a later refresh', async () => {
    const { access, refresh } = await givenAccount()
    const thief = { access, refresh }
    await confirmed(await actorOf(access, LATER), LATER)
    expect(isRecent(await actorOf(thief.access, LATER), at(LATER))).toBe(false)
    const refreshed = await refreshSession({ token: thief.refresh, from: LAPTOP }, at(LATER))
    if (!refreshed.ok) throw new Error(refreshed.reason)
    const after = await actorOf(refreshed.tokens.access, LATER)
    expect(after).toMatchObject({ authTime: at(0), amr: ['pwd'] })
    expect(isRecent(after, at(LATER))).toBe(false)
  })

  test('keeps the generation of a client that lost the answer to a refresh', async () => {
    const { access, refresh } = await givenAccount()
    const actor = await actorOf(access, 10)
    await refreshSession({ token: refresh, from: LAPTOP }, at(20))
    const token = await confirmed(actor, 30)
    // A token of generation 1 would later confirm that this client has stored generation 1.
    expect(decodeJwt(token.access)).toMatchObject({ gen: 0 })
    const again = await refreshSession({ token: refresh, from: LAPTOP }, at(300))
    expect(again).toMatchObject({ ok: true })
  })

  test('keeps the services that the shown token is for', async () => {
    process.env.API_AUDIENCES = 'orders,payments'
    forgetSettings()
    await givenAccount()
    const device = { email: EMAIL, password: PASSWORD, name: null, from: PHONE }
    const result = await logInDevice({ ...device, audience: null }, at(1))
    if (!result.ok) throw new Error(result.reason)
    const { refresh: token } = result.tokens
    const asked = { token, from: PHONE, kind: 'device', audience: ['orders'] } as const
    const narrow = await refreshSession(asked, at(2))
    if (!narrow.ok) throw new Error(narrow.reason)
    const { access } = await confirmed(await actorOf(narrow.tokens.access, 3, 'device'), 3)
    expect(decodeJwt(access).aud).toEqual(['http://localhost:3000/api', 'orders'])
    expect(await authenticate(access, 'device', at(4))).toMatchObject({ ok: true })
  })

  test.each([
    ['a wrong password', 'not it at all'],
    ['no password', ''],
    ['a huge password', 'a'.repeat(1025)],
  ])('refuses %s', async (_what, password) => {
    const actor = await actorOf((await givenAccount()).access, LATER)
    expect(await attempt(actor, password, LATER)).toEqual(refused('wrong-password'))
  })

  test('records what came of it, for the owner to see', async () => {
    const { access, sessionId } = await givenAccount()
    const actor = await actorOf(access, LATER)
    await attempt(actor, 'not it at all', LATER)
    await confirmed(actor, LATER)
    const expected = { userId: actor.userId, actorId: actor.userId, sessionId, at: at(LATER) }
    expect(await eventsOf('authn_confirm_fail')).toEqual([expect.objectContaining(expected)])
    expect(await eventsOf('authn_confirm')).toEqual([expect.objectContaining(expected)])
  })

  test('shares its limit of guesses with the change of the password, and not with log-in', async () => {
    const actor = await actorOf((await givenAccount()).access, LATER)
    for (let i = 0; i < 10; i += 1) await attempt(actor, 'not it at all', LATER)
    expect(await attempt(actor, PASSWORD, LATER)).toMatchObject({ reason: 'too-many-tries' })
    const change = { current: PASSWORD, next: 'a kettle of winter thunder', from: LAPTOP }
    expect(await changePassword(actor, change, at(LATER))).toMatchObject({
      reason: 'too-many-tries',
    })
    const again = { email: EMAIL, password: PASSWORD, persistent: false, from: LAPTOP }
    expect(await logIn({ ...again, replaces: NO_TOKENS }, at(LATER))).toMatchObject({ ok: true })
  })

  test('forgets the guesses after a correct password', async () => {
    const actor = await actorOf((await givenAccount()).access, LATER)
    for (let round = 0; round < 2; round += 1) {
      for (let i = 0; i < 9; i += 1) await attempt(actor, 'not it at all', LATER)
      await confirmed(actor, LATER)
    }
  })
})

describe('isRecent', () => {
  test('is true for less than STEP_UP_MAX_AGE after the proof', async () => {
    process.env.STEP_UP_MAX_AGE = '2m'
    forgetSettings()
    const actor = await actorOf((await givenAccount()).access, 1)
    expect(isRecent(actor, at(119.999))).toBe(true)
    expect(isRecent(actor, at(120))).toBe(false)
  })
})

async function actorOf(access: string, seconds: number, kind: 'web' | 'device' = 'web') {
  const found = await authenticate(access, kind, at(seconds))
  if (!found.ok) throw new Error(found.reason)
  return found.actor
}

function attempt(actor: Actor, password: string, seconds: number) {
  return confirmUser(actor, { password, from: LAPTOP }, at(seconds))
}

async function confirmed(actor: Actor, seconds: number): Promise<ConfirmedToken> {
  const result = await attempt(actor, PASSWORD, seconds)
  if (!result.ok) throw new Error(result.reason)
  return result.token
}
