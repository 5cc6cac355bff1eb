import { beforeEach, describe, expect, test } from 'vitest'
import { transaction } from '@/db/connection'
import { findConsent, findGrantLife } from '@/db/queries/app-grants'
import { updateApp, type AppRecord } from '@/db/queries/apps'
import { findArtifact } from '@/db/queries/oauth-artifacts'
import type { AppGrantId } from '@/lib/base/ids'
import { authenticate, type Actor } from '@/lib/sessions/authenticate'
import { endOwnSessions } from '@/lib/sessions/end/own'
import type { SessionTokens } from '@/lib/sessions/issue'
import { givenApp } from '@/tests/support/oauth-apps'
import { useFreshDatabase } from '@/tests/support/database'
import {
  DEVICE_CODE,
  DEVICE_ROW,
  givenDeviceCode,
  givenDeviceRequest,
} from '@/tests/support/device-requests'
import { at, givenSession, LAPTOP, NOW, PHONE } from '@/tests/support/people'
import { eventsOf } from '@/tests/support/rows'
import { tryDeviceCode } from './device-code'
import { allowDevice, findDeviceByCode, findDeviceRequest, refuseDevice } from './device-request'
import { isGrantLiving } from './living'

useFreshDatabase({ API_AUDIENCES: 'orders,payments' })

let ada: Actor
let tokens: SessionTokens
let app: AppRecord

beforeEach(async () => {
  ;({ tokens } = await givenSession())
  ada = await actorOf(tokens)
  const input = { name: 'Television', kind: 'device', firstParty: false, redirectUris: [] } as const
  ;({ app } = await givenApp(input, { resources: '["orders"]' }))
  await givenDeviceCode(app.id)
})

describe('a code', () => {
  test.each([DEVICE_CODE, 'bcdfghjk', ' bcdf ghjk ', 'BCDF–GHJK'])(
    'is found as %j',
    async (typed) => {
      expect(await findDeviceByCode(ada, typed, at(60))).toContain(DEVICE_ROW)
    },
  )

  test.each(['BCDF-GHJL', '', 'a code of the device', DEVICE_ROW])(
    'is not found as %j',
    async (typed) => {
      expect(await findDeviceByCode(ada, typed, at(60))).toBeNull()
    },
  )

  test('is not found after ten minutes', async () => {
    expect(await findDeviceByCode(ada, DEVICE_CODE, at(600))).toBeNull()
  })

  test('can be typed wrong five times an hour, and right ones do not count', async () => {
    const attempt = (code: string) => tryDeviceCode(ada, { code, from: LAPTOP }, at(60))
    for (let i = 0; i < 5; i += 1) {
      expect(await attempt(DEVICE_CODE)).toMatchObject({ ok: true })
      expect(await attempt('BCDF-GHJL')).toMatchObject({ reason: 'unknown-code' })
    }
    expect(await attempt(DEVICE_CODE)).toMatchObject({ reason: 'too-many-tries' })
  })

  test('is guarded from many users of one network too', async () => {
    for (let i = 0; i < 50; i += 1) {
      const guesser = { userId: `usr_${i}`, sessionId: ada.sessionId } as const
      await tryDeviceCode(guesser, { code: 'XXXX-XXXX', from: PHONE }, at(60))
    }
    const next = { code: DEVICE_CODE, from: PHONE }
    expect(await tryDeviceCode(ada, next, at(60))).toMatchObject({ reason: 'too-many-tries' })
    expect(await tryDeviceCode(ada, { ...next, from: LAPTOP }, at(60))).toMatchObject({ ok: true })
  })
})

describe('a request of a device', () => {
  test('says what is asked, for which application, and from where', async () => {
    expect(await givenDeviceRequest(ada)).toMatchObject({
      app: { name: 'Television' },
      scopes: ['openid', 'email'],
      // Not of the service that the application may not call.
      services: [{ name: 'orders', permissions: ['users:read'] }],
      network: '203.0.113.7',
      askedAt: NOW,
    })
  })

  test('is shown only to the session that typed its code', async () => {
    const id = (await findDeviceByCode(ada, DEVICE_CODE, at(60))) ?? ''
    const { tokens: others } = await givenSession({ userId: ada.userId })
    expect(await findDeviceRequest(await actorOf(others), id, at(60))).toBeNull()
    expect(await findDeviceRequest(ada, `${DEVICE_ROW}.`, at(60))).toBeNull()
    expect(await findDeviceRequest(ada, DEVICE_ROW, at(60))).toBeNull()
  })

  test('becomes a grant of its own, which outlives the session and not a log-out everywhere', async () => {
    const request = await givenDeviceRequest(ada)
    expect(await allowDevice(ada, request, LAPTOP, at(60))).toEqual({ ok: true })
    const { grantId } = (await findArtifact(DEVICE_ROW)) ?? {}
    const lives = async () => {
      const life = await findGrantLife(grantId as AppGrantId)
      return life !== null && isGrantLiving(life, at(120))
    }
    expect(await lives()).toBe(true)
    await endOwnSessions(tokens, 'this', LAPTOP, at(70))
    expect(await lives()).toBe(true)
    const { tokens: later } = await givenSession({ userId: ada.userId })
    await endOwnSessions(later, 'everywhere', LAPTOP, at(80))
    expect(await lives()).toBe(false)
  })

  test('leaves a consent and an event', async () => {
    await allowDevice(ada, await givenDeviceRequest(ada), LAPTOP, at(60))
    const consent = await findConsent(ada.userId, app.id)
    expect(JSON.parse(consent?.scopes ?? '')).toEqual([
      'openid',
      'email',
      '@orders',
      'users:read@orders',
    ])
    expect(await eventsOf('app_allowed')).toMatchObject([{ userId: ada.userId }])
  })

  test('is answered once, whichever the answers are', async () => {
    const [first, second] = [await givenDeviceRequest(ada), await givenDeviceRequest(ada)]
    expect(await refuseDevice(first)).toBe(true)
    expect(await allowDevice(ada, second, LAPTOP, at(60))).toEqual({ ok: false, reason: 'gone' })
    expect(await refuseDevice(second)).toBe(false)
    expect(await findDeviceByCode(ada, DEVICE_CODE, at(60))).toBeNull()
    expect((await findArtifact(DEVICE_ROW))?.grantId).toBeNull()
  })

  test('is refused to a user without one of the roles that the application is for', async () => {
    const change = { roles: '["administrator"]' }
    await transaction({ locks: 'all' }, () => updateApp(app.id, change))
    const result = await allowDevice(ada, await givenDeviceRequest(ada), LAPTOP, at(60))
    expect(result).toEqual({ ok: false, reason: 'not-yours' })
    expect(await findDeviceByCode(ada, DEVICE_CODE, at(60))).not.toBeNull()
  })

  test('is gone when its application is disabled', async () => {
    const id = (await findDeviceByCode(ada, DEVICE_CODE, at(60))) ?? ''
    await transaction({ locks: 'all' }, () => updateApp(app.id, { disabledAt: at(60) }))
    expect(await findDeviceRequest(ada, id, at(60))).toBeNull()
  })
})

async function actorOf({ access }: SessionTokens): Promise<Actor> {
  const found = await authenticate(access, 'web', at(1))
  if (!found.ok) throw new Error(found.reason)
  return found.actor
}
