import { beforeEach, describe, expect, test } from 'vitest'
import type { AppId } from '@/lib/base/ids'
import { noticeEndingsOf } from './endings/notice'
import { removeAccess } from '@/lib/apps/access'
import { allIncidents } from '@/lib/incidents/all'
import { openIncidents } from '@/lib/incidents/answer'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { authenticate } from '@/lib/sessions/authenticate'
import {
  appSessionRow,
  appSessionRows,
  grantRows,
  olderByMinute,
} from '@/tests/support/app-sessions'
import { useFreshDatabase } from '@/tests/support/database'
import { givenOAuthServer } from '@/tests/support/oauth-server'
import { givenSession, LAPTOP, type GivenSession } from '@/tests/support/people'
import {
  client,
  errorOf,
  givenApp,
  sentTo,
  signInRequest,
  signInTo,
} from '@/tests/support/relying-party'
import { eventsOf } from '@/tests/support/rows'
import { cookieHeader } from '@/tests/support/session'

useFreshDatabase()

let origin: string
let here: GivenSession
let cookie: string

beforeEach(async () => {
  origin = await givenOAuthServer()
  here = await givenSession({ now: new Date() })
  cookie = cookieHeader(here.tokens)
})

async function actorHere() {
  const found = await authenticate(here.tokens.access, 'web')
  if (!found.ok) throw new Error(found.reason)
  return found.actor
}

test('the first ID token names the session as every later one, and as its log-out will', async () => {
  const app = await givenApp(origin)
  const first = (await signInTo(app, cookie)).claims()
  const second = (await signInTo(app, cookie)).claims()
  expect(second?.sid).toBe(first?.sid)
  expect(await appSessionRow(String(first?.sid))).toMatchObject({
    sessionId: here.session.id,
    userId: here.userId,
    appId: app.id,
    endedAt: null,
    dueAt: here.session.idleExpiresAt,
  })
})

test('an application takes part only once the user has allowed it', async () => {
  const app = await givenApp(origin, { firstParty: false })
  const { url } = await signInRequest(app)
  expect((await sentTo(url, cookie)).pathname).toBe('/oauth/consent')
  expect(await appSessionRows()).toEqual([])
  expect(await grantRows()).toEqual([])
})

describe('access that was removed', () => {
  test('is dead at once, and comes back in the same session only anew', async () => {
    const app = await givenApp(origin)
    const tokens = await signInTo(app, cookie)
    const sid = String(tokens.claims()?.sid)
    expect(await removeAccess(await actorHere(), app.id as AppId, LAPTOP)).toBe(true)
    const refresh = client.refreshTokenGrant(app.config, tokens.refresh_token ?? '')
    expect(await errorOf(refresh)).toBe('invalid_grant')
    await noticeEndingsOf(here.userId, new Date())
    expect((await appSessionRow(sid)).endedAt).not.toBeNull()

    const again = await signInTo(app, cookie)
    expect(again.claims()?.sid).toBe(sid)
    await noticeEndingsOf(here.userId, new Date())
    expect(await appSessionRow(sid)).toMatchObject({ endedAt: null, toldAt: null, tries: 0 })
  })
})

describe('a copied refresh token of a public application', () => {
  test('ends what it holds of the session, and the user and the application hear of it', async () => {
    const app = await givenApp(origin, { kind: 'browser' })
    const first = await signInTo(app, cookie)
    const refresh = (token: string | undefined) => client.refreshTokenGrant(app.config, token ?? '')
    const second = await refresh(first.refresh_token)
    // A lost answer is given again.
    expect((await refresh(first.refresh_token)).refresh_token).toBe(second.refresh_token)
    const third = await refresh(second.refresh_token)
    expect(await eventsOf('app_token_reuse')).toEqual([])
    expect(await errorOf(refresh(first.refresh_token))).toBe('invalid_grant')
    expect(await errorOf(refresh(third.refresh_token))).toBe('invalid_grant')
    expect(await eventsOf('app_token_reuse')).toMatchObject([
      {
        userId: here.userId,
        sessionId: here.session.id,
        details: expect.stringContaining(JSON.stringify(app.id)),
        network: expect.any(String),
      },
    ])
    expect(await openIncidents(await actorHere(), 9)).toMatchObject([
      { kind: 'app-reuse', app: 'Sample', known: { browser: here.session.browser } },
    ])
    const { incidents } = await allIncidents(COMMAND_LINE, { filter: { kinds: ['app-reuse'] } })
    expect(incidents).toMatchObject([{ app: 'Sample', user: { id: here.userId }, isAlive: true }])
    await noticeEndingsOf(here.userId, new Date())
    expect((await appSessionRow(String(first.claims()?.sid))).endedAt).not.toBeNull()
  })

  test('is told from a lost answer once what came with the next one was used for a while', async () => {
    const app = await givenApp(origin, { kind: 'browser' })
    const refresh = (token: string | undefined) => client.refreshTokenGrant(app.config, token ?? '')
    const first = await signInTo(app, cookie)
    await olderByMinute()
    const second = await refresh(first.refresh_token)
    await olderByMinute()
    // It came with the first one, so the answer with the second may have been lost.
    await client.fetchUserInfo(app.config, first.access_token, here.userId)
    expect((await refresh(first.refresh_token)).refresh_token).toBe(second.refresh_token)
    await client.fetchUserInfo(app.config, second.access_token, here.userId)
    expect(await errorOf(refresh(first.refresh_token))).toBe('invalid_grant')
    expect(await errorOf(refresh(second.refresh_token))).toBe('invalid_grant')
    expect(await openIncidents(await actorHere(), 9)).toMatchObject([{ kind: 'app-reuse' }])
  })

  test('is not told from it by what has just come', async () => {
    const app = await givenApp(origin, { kind: 'browser' })
    const refresh = (token: string | undefined) => client.refreshTokenGrant(app.config, token ?? '')
    const first = await signInTo(app, cookie)
    const second = await refresh(first.refresh_token)
    await client.fetchUserInfo(app.config, second.access_token, here.userId)
    expect((await refresh(first.refresh_token)).refresh_token).toBe(second.refresh_token)
  })

  test('is no copy when the application gives it back', async () => {
    const app = await givenApp(origin)
    const { refresh_token: token = '' } = await signInTo(app, cookie)
    await client.tokenRevocation(app.config, token)
    expect(await grantRows()).toMatchObject([{ endedAt: expect.any(Date) }])
    expect(await eventsOf('app_token_reuse')).toEqual([])
  })
})
