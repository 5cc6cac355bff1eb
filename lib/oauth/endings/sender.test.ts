import { createLocalJWKSet, jwtVerify } from 'jose'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { publicKeySet } from '@/lib/keys/signing-keys'
import { DAY, HOUR } from '@/lib/base/time'
import { metricsText } from '@/lib/telemetry/metrics'
import { endOwnSessions } from '@/lib/sessions/end/own'
import { appSessionRow, changeApp, givenApp, givenPart } from '@/tests/support/app-sessions'
import { useFreshDatabase } from '@/tests/support/database'
import { logged } from '@/tests/support/log'
import { readLogoutToken, startLogoutReceiver } from '@/tests/support/logout-receiver'
import { at, givenSession, LAPTOP } from '@/tests/support/people'
import { countedBy, seriesIn } from '@/tests/support/metrics'
import { givenToldApp, type ToldApp } from '@/tests/support/told-app'
import { measureNotices } from './measure'
import { noticeEndingsOf } from './notice'
import { tellApps } from './sender'

useFreshDatabase()

/** For an application that hangs, so that no test waits for long. */
const TIMEOUT_MS = 500

let receiver: ToldApp['receiver']
let app: ToldApp['app']
let signedIn: ToldApp['signedIn']
let sid: string

beforeEach(async () => {
  ;({ receiver, app, signedIn, sid } = await givenToldApp())
})
afterEach(() => receiver.stop())

async function logOut(): Promise<void> {
  await endOwnSessions(signedIn.tokens, 'this', LAPTOP, at(1))
  await noticeEndingsOf(signedIn.userId, at(1))
}

const tell = (seconds: number) =>
  tellApps({
    clock: () => at(seconds),
    ...(receiver.mood === 'hang' ? { timeoutMs: TIMEOUT_MS } : {}),
  })

describe('a logout token', () => {
  test('verifies with the key set, and says which session of which user has ended', async () => {
    await logOut()
    await tell(1)
    const [token = ''] = receiver.tokens
    const { protectedHeader, payload } = await jwtVerify(
      token,
      createLocalJWKSet(await publicKeySet()),
      { typ: 'logout+jwt', issuer: 'http://localhost:3000', audience: app.id, currentDate: at(1) },
    )
    expect(protectedHeader).toMatchObject({ alg: 'ES256', typ: 'logout+jwt' })
    expect(payload).toEqual({
      iss: 'http://localhost:3000',
      aud: app.id,
      sub: signedIn.userId,
      sid,
      iat: at(1).getTime() / 1000,
      exp: at(121).getTime() / 1000,
      jti: expect.any(String),
      events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
    })
  })

  test('is another one for each try', async () => {
    receiver.mood = 500
    await logOut()
    await tell(1)
    await tell(2)
    const [first, second] = receiver.tokens.map((token) => readLogoutToken(token).claims)
    expect(receiver.tokens).toHaveLength(2)
    expect(first?.jti).not.toBe(second?.jti)
    expect(second?.iat).toBe(at(2).getTime() / 1000)
  })
})

describe('an application', () => {
  test('whose session lives gets nothing', async () => {
    await noticeEndingsOf(signedIn.userId, at(1))
    await tell(1)
    expect(receiver.tokens).toEqual([])
  })

  test.each([200, 204])('that answers %i is told once', async (status) => {
    receiver.mood = status
    await logOut()
    await tell(1)
    await tell(DAY)
    expect(receiver.tokens).toHaveLength(1)
    expect(await appSessionRow(sid)).toMatchObject({
      toldAt: at(1),
      dueAt: null,
      lastResult: String(status),
    })
  })

  test('is counted by what comes of it, and while it waits', async () => {
    measureNotices(() => at(1))
    const waiting = async () =>
      seriesIn((await metricsText()).text).gatehouse_logout_notices_waiting
    expect(await waiting()).toBe(0)
    await logOut()
    expect(await waiting()).toBe(1)
    const counted = await countedBy(async () => {
      receiver.mood = 500
      await tell(1)
      expect(await waiting()).toBe(1)
      receiver.mood = 200
      await tell(2)
      expect(await waiting()).toBe(0)
    })
    expect(counted).toMatchObject({
      'logout_notices_total{result="later"}': 1,
      'logout_notices_total{result="sent"}': 1,
    })
  })

  test('that refuses is not asked again', async () => {
    const warnings = logged('warn')
    receiver.mood = 400
    await logOut()
    await tell(1)
    await tell(DAY)
    expect(receiver.tokens).toHaveLength(1)
    expect(await appSessionRow(sid)).toMatchObject({ toldAt: at(1), lastResult: '400' })
    expect(warnings()).toEqual(['An application was not told of the end of a session'])
  })

  test.each([500, 503, 429, 'cut', 'hang', 'redirect'] as const)(
    'that fails once (%s) hears of it a second later',
    async (mood) => {
      receiver.mood = mood
      await logOut()
      await tell(1)
      receiver.mood = 200
      await tell(1.9)
      expect(receiver.tokens).toHaveLength(1)
      await tell(2)
      expect(receiver.tokens).toHaveLength(2)
      expect(await appSessionRow(sid)).toMatchObject({ toldAt: at(2), lastResult: '200' })
    },
  )

  test('that is down is asked after 1 s, 5 s, 30 s, 2 min, 10 min, then hourly for a day', async () => {
    receiver.mood = 500
    await logOut()
    const tries: number[] = []
    for (let second = 0; second < 2 * DAY; second += second < 800 ? 1 : 60) {
      const before = receiver.tokens.length
      await tell(1 + second)
      if (receiver.tokens.length > before) tries.push(second)
    }
    expect(tries.slice(0, 6)).toEqual([0, 1, 6, 36, 156, 756])
    const hours = tries.slice(6).map((second, i) => Math.round((second - 756) / HOUR) - i)
    expect(new Set(hours)).toEqual(new Set([1]))
    expect(tries.at(-1)).toBeGreaterThanOrEqual(DAY)
    expect(tries.at(-1)).toBeLessThan(DAY + HOUR)
    expect(await appSessionRow(sid)).toMatchObject({ dueAt: null, lastResult: '500' })
  })

  test('that was down for an hour hears of it when it comes back', async () => {
    const port = Number(new URL(receiver.url).port)
    await receiver.stop()
    await logOut()
    for (const second of [1, 2, 7, 37, 157, 757]) await tell(second)
    expect(await appSessionRow(sid)).toMatchObject({ tries: 6, lastResult: 'unreachable' })
    receiver = await startLogoutReceiver({ port })
    await tell(757 + HOUR)
    expect(receiver.tokens).toHaveLength(1)
  })

  test('that hangs holds up neither the others nor its own notices for long', async () => {
    receiver.mood = 'hang'
    const other = await startLogoutReceiver()
    const otherApp = await givenApp({ backchannelLogoutUri: other.url })
    for (let i = 0; i < 60; i += 1) {
      const { session } = await givenSession({ userId: signedIn.userId })
      await givenPart(session, app)
    }
    await givenPart(signedIn.session, otherApp)
    await endOwnSessions(signedIn.tokens, 'everywhere', LAPTOP, at(1))
    await noticeEndingsOf(signedIn.userId, at(1))
    await tell(1)
    expect(other.tokens).toHaveLength(1)
    // One part of them was tried; the rest waits with it.
    expect(receiver.tokens.length).toBeLessThan(30)
    await other.stop()
  })

  test('without an address for it is not told, and not asked for again', async () => {
    await changeApp(app.id, { backchannelLogoutUri: null })
    await logOut()
    await tell(1)
    expect(await appSessionRow(sid)).toMatchObject({ toldAt: at(1), lastResult: null })
  })
})
