/** Well-known software of others logs users in here, and is logged out from here. */
import type { APIRequestContext } from '@playwright/test'
import * as oauth from 'oauth4webapi'
import { startAuthJsApp } from '../support/authjs-app'
import { logOut } from '../support/client'
import type { ForeignApp } from '../support/foreign-app'
import { startLogoutReceiver, type LogoutReceiver } from '../support/logout-receiver'
import { CALLBACK, givenApp } from '../support/oauth-apps'
import { startPassportApp } from '../support/passport-app'
import { sentTo } from '../support/relying-party'
import { cookieHeader, tokensFor } from '../support/session'
import { expect, shareDatabase, signIn, test } from './fixtures'

/** Servers here have no certificate. */
const HTTP = { [oauth.allowInsecureRequests]: true }

let receiver: LogoutReceiver
let app: ForeignApp | undefined

test.beforeEach(async ({ server }) => {
  await shareDatabase(server)
  receiver = await startLogoutReceiver()
})
test.afterEach(async () => {
  await app?.stop()
  app = undefined
  await receiver.stop()
})

test('oauth4webapi discovers, logs in, refreshes, asks, gives back and is told of the end', async ({
  person,
  server,
}) => {
  const made = await givenApp({ backchannelLogoutUri: receiver.url })
  const issuer = new URL(server.origin)
  const as = await oauth.processDiscoveryResponse(
    issuer,
    await oauth.discoveryRequest(issuer, HTTP),
  )
  const client: oauth.Client = { client_id: made.app.id }
  const proof = oauth.ClientSecretBasic(made.secret ?? '')
  const session = await tokensFor(person)
  const tokens = await loggedIn({ as, client, proof }, cookieHeader(session))
  const { sub } = oauth.getValidatedIdTokenClaims(tokens) ?? {}
  const info = await oauth.userInfoRequest(as, client, tokens.access_token, HTTP)
  expect(await oauth.processUserInfoResponse(as, client, String(sub), info)).toMatchObject({
    email: person.email,
  })

  const refresh = async () =>
    oauth.processRefreshTokenResponse(
      as,
      client,
      await oauth.refreshTokenGrantRequest(as, client, proof, tokens.refresh_token ?? '', HTTP),
    )
  const introspected = async (token: string) =>
    oauth.processIntrospectionResponse(
      as,
      client,
      await oauth.introspectionRequest(as, client, proof, token, HTTP),
    )
  const { access_token: second } = await refresh()
  expect(await introspected(second)).toMatchObject({ active: true, sub, client_id: made.app.id })
  await oauth.processRevocationResponse(
    await oauth.revocationRequest(as, client, proof, second, HTTP),
  )
  expect(await introspected(second)).toEqual({ active: false })

  await logOut(server.origin, session, 'everywhere')
  await expect(refresh()).rejects.toMatchObject({ error: 'invalid_grant' })
  await receiver.until(1)
})

test('Auth.js logs in, refreshes, and has no session any more after a log-out everywhere', async ({
  context,
  person,
  server,
}) => {
  app = await startAuthJsApp(server.origin, receiver.url)
  const tokens = await signIn(context, person, server)
  const { request } = context
  const { csrfToken: token } = await json<{ csrfToken: string }>(request, `${app.origin}/auth/csrf`)
  const form = { csrfToken: token, callbackUrl: `${app.origin}/auth/session` }
  const arrived = await request.post(`${app.origin}/auth/signin/gatehouse`, { form })
  expect(await arrived.json()).toMatchObject({
    user: { email: person.email, name: 'Ada Lovelace' },
    renewals: 1,
  })
  const session = `${app.origin}/auth/session`
  expect(await json(request, session)).toMatchObject({ renewals: 2 })
  await logOut(server.origin, tokens, 'everywhere')
  await receiver.until(1)
  expect(await json(request, session)).toBeNull()
})

test('passport-openidconnect logs in, refreshes, and ends its session when it is told', async ({
  context,
  person,
  server,
}) => {
  app = await startPassportApp(server.origin)
  const tokens = await signIn(context, person, server)
  const { request } = context
  const { origin } = app
  const said = async (path: string) => (await request.get(origin + path)).text()
  expect(await said('/')).toBe('nobody is logged in')
  expect(await said('/log-in')).toBe('Ada Lovelace is logged in')
  expect(await said('/refresh')).toBe('refreshed')
  await logOut(server.origin, tokens, 'everywhere')
  await expect.poll(() => said('/'), { intervals: [50] }).toBe('nobody is logged in')
})

async function json<T>(request: APIRequestContext, url: string): Promise<T> {
  return (await request.get(url)).json() as Promise<T>
}

interface Party {
  as: oauth.AuthorizationServer
  client: oauth.Client
  proof: oauth.ClientAuth
}

async function loggedIn({ as, client, proof }: Party, cookie: string) {
  const verifier = oauth.generateRandomCodeVerifier()
  const [state, nonce] = [oauth.generateRandomState(), oauth.generateRandomNonce()]
  const url = new URL(as.authorization_endpoint ?? '')
  url.search = new URLSearchParams({
    client_id: client.client_id,
    redirect_uri: CALLBACK,
    response_type: 'code',
    scope: 'openid email',
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...{ state, nonce },
  }).toString()
  const back = await sentTo(url, cookie)
  const params = oauth.validateAuthResponse(as, client, back, state)
  const answer = await oauth.authorizationCodeGrantRequest(
    as,
    client,
    proof,
    params,
    CALLBACK,
    verifier,
    HTTP,
  )
  return oauth.processAuthorizationCodeResponse(as, client, answer, {
    expectedNonce: nonce,
    requireIdToken: true,
  })
}
