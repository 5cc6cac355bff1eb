import { beforeEach, expect, test } from 'vitest'
import { transaction } from '@/db/connection'
import { upsertConsent } from '@/db/queries/app-grants'
import { newTokenId, type AppId } from '@/lib/base/ids'
import { grantRows } from '@/tests/support/app-sessions'
import { useFreshDatabase } from '@/tests/support/database'
import { givenOAuthServer } from '@/tests/support/oauth-server'
import { givenSession, NOW, type GivenSession } from '@/tests/support/people'
import {
  callbackAddress,
  client,
  givenApp,
  sentTo,
  signInRequest,
  type RelyingParty,
} from '@/tests/support/relying-party'
import { cookieHeader } from '@/tests/support/session'

useFreshDatabase()

const SCOPE = { scope: 'openid offline_access' }

let app: RelyingParty
let here: GivenSession
let cookie: string

beforeEach(async () => {
  const origin = await givenOAuthServer()
  app = await givenApp(origin, { firstParty: false })
  here = await givenSession({ now: new Date() })
  cookie = cookieHeader(here.tokens)
})

async function allow(scopes: readonly string[]): Promise<void> {
  const { userId } = here
  const consent = { id: newTokenId(), userId, appId: app.id as AppId, grantedAt: NOW }
  await transaction({ locks: 'none' }, () =>
    upsertConsent({ ...consent, scopes: JSON.stringify(scopes) }),
  )
}

const ALLOWED = ['openid', 'offline_access']

test.each([{}, { prompt: 'none' }])(
  'what a user allowed beyond the session is not asked again: %j',
  async (prompt) => {
    await allow(ALLOWED)
    const { url, checks } = await signInRequest(app, { ...SCOPE, ...prompt })
    const tokens = await client.authorizationCodeGrant(
      app.config,
      await sentTo(url, cookie),
      checks,
    )
    expect(tokens.scope).toBe(SCOPE.scope)
    expect(await grantRows()).toMatchObject([{ offline: true }])
  },
)

test('with prompt=none an application that was not allowed it hears so', async () => {
  await allow(['openid'])
  const { url } = await signInRequest(app, { ...SCOPE, prompt: 'none' })
  expect((await sentTo(url, cookie)).searchParams.get('error')).toBe('consent_required')
})

test('prompt=consent asks although it was allowed', async () => {
  await allow(ALLOWED)
  const { url } = await signInRequest(app, { ...SCOPE, prompt: 'consent' })
  expect((await sentTo(url, cookie)).pathname).toBe('/oauth/consent')
})

test('a pushed request asks for access beyond the session like any other', async () => {
  await allow(ALLOWED)
  const verifier = client.randomPKCECodeVerifier()
  const url = await client.buildAuthorizationUrlWithPAR(app.config, {
    redirect_uri: await callbackAddress(),
    ...SCOPE,
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  })
  const back = await sentTo(url, cookie)
  const tokens = await client.authorizationCodeGrant(app.config, back, {
    pkceCodeVerifier: verifier,
  })
  expect(tokens.scope).toBe(SCOPE.scope)
  expect(await grantRows()).toMatchObject([{ offline: true }])
})
