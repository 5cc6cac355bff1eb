import { createVerifier, requirePermission } from '@gatehouse/verify'
import { decodeJwt } from 'jose'
import * as oidc from 'openid-client'
import { transaction } from '@/db/connection'
import { upsertConsent } from '@/db/queries/app-grants'
import { raiseAppVersion, updateApp, type AppRecord } from '@/db/queries/apps'
import { newTokenId } from '@/lib/base/ids'
import { endOwnSessions } from '@/lib/sessions/end/own'
import { clientOf, signInTo } from '../support/app-client'
import { givenApp } from '../support/oauth-apps'
import { bearer } from '../support/api'
import { ask } from '../support/http'
import { givenRole, LAPTOP } from '../support/people'
import { userIdOf } from '../support/rows'
import { cookieHeader, tokensFor } from '../support/session'
import { expect, givenPerson, test } from './fixtures'

const ORDERS = 'urn:gatehouse:service:orders'
const REQUEST = { scope: 'openid users:read roles:write', resource: ORDERS }
const EXCHANGE = { resource: ORDERS }
const MACHINE = { name: 'Meter', kind: 'machine', redirectUris: [] } as const
const ALL = { resources: '["orders"]' }

test.describe('a token that an application gets for a service', () => {
  test('is accepted there, with the permissions that user and scope share, until all is ended', async ({
    server,
    person,
  }) => {
    await givenRole(await userIdOf(person.email), 'auditor')
    const tokens = await tokensFor(person)
    const made = await givenApp({}, ALL)
    const client = await clientOf(server.origin, made)
    const { access } = tokens
    const got = await signInTo(client, { access, request: REQUEST, exchange: EXCHANGE })
    const claims = await accepted(server.origin, got.access_token)
    expect(claims).toMatchObject({
      aud: 'orders',
      sub: tokens.userId,
      client_id: made.app.id,
      gen: 0,
      acr: 'urn:gatehouse:1',
      roles: ['auditor'],
      permissions: ['users:read'],
    })
    expect(JSON.stringify(claims)).not.toContain(tokens.sessionId)
    requirePermission(claims, 'users:read')
    expect(() => requirePermission(claims, 'roles:write')).toThrow('missing-permission')
    expect(got.expires_in).toBe(claims.exp - claims.iat)

    await transaction({ locks: 'all' }, () => raiseAppVersion(made.app.id))
    await expect.poll(() => refusal(server.origin, got.access_token)).toBe('revoked')
    const again = await signInTo(client, { access, request: REQUEST, exchange: EXCHANGE })
    await accepted(server.origin, again.access_token)
    await endOwnSessions(tokens, 'everywhere', LAPTOP)
    await expect.poll(() => refusal(server.origin, again.access_token)).toBe('revoked')
  })

  test('is asked for once by an application of others, and tells it no roles', async ({
    server,
    person,
  }) => {
    await givenRole(await userIdOf(person.email), 'auditor')
    const { access, userId } = await tokensFor(person)
    const made = await givenApp({}, { ...ALL, firstParty: false })
    const client = await clientOf(server.origin, made)
    const consent = (scopes: string[]) =>
      transaction({ locks: 'all' }, () =>
        upsertConsent({
          id: newTokenId(),
          userId,
          appId: made.app.id,
          scopes: JSON.stringify(['openid', ...scopes]),
          grantedAt: new Date(),
        }),
      )
    for (const scopes of [[], ['@orders'], ['users:read@orders', 'roles:write@orders']]) {
      await consent(scopes)
      expect(await authorize(client, access)).toContain('/oauth/consent?request=')
    }
    await consent(['@orders', 'users:read@orders', 'roles:write@orders'])
    const got = await signInTo(client, { access, request: REQUEST, exchange: EXCHANGE })
    expect(await accepted(server.origin, got.access_token)).toMatchObject({
      roles: [],
      permissions: ['users:read'],
    })
  })

  test('opens none of our own doors', async ({ server, person }) => {
    const { access } = await tokensFor(person)
    const client = await clientOf(server.origin, await givenApp({}, ALL))
    const got = await signInTo(client, { access, request: REQUEST, exchange: EXCHANGE })
    const headers = bearer(got.access_token)
    expect((await ask(`${server.origin}/api/v1/me`, { headers })).status).toBe(401)
    expect((await ask(`${server.origin}/oauth/userinfo`, { headers })).status).toBe(401)
    const cookie = cookieHeader({ access: got.access_token })
    const page = await ask(`${server.origin}/dashboard`, { headers: { cookie } })
    expect(page.location).toContain('/login')
  })

  test('is refused for a service that the application may not call', async ({ server, person }) => {
    const { access } = await tokensFor(person)
    const client = await clientOf(server.origin, await givenApp())
    const answer = await authorize(client, access)
    expect(answer).toContain('error=invalid_target')
  })

  test('is introspected and revoked by its application alone', async ({ server, person }) => {
    const { access } = await tokensFor(person)
    const client = await clientOf(server.origin, await givenApp({}, ALL))
    const stranger = await clientOf(server.origin, await givenApp({ name: 'Fence' }, ALL))
    const got = await signInTo(client, { access, request: REQUEST, exchange: EXCHANGE })
    const token = got.access_token
    expect(await oidc.tokenIntrospection(client, token)).toMatchObject({
      active: true,
      aud: 'orders',
      token_type: 'Bearer',
    })
    expect(await oidc.tokenIntrospection(stranger, token)).toEqual({ active: false })
    await oidc.tokenRevocation(stranger, token)
    await accepted(server.origin, token)
    await oidc.tokenRevocation(client, token)
    expect(await oidc.tokenIntrospection(client, token)).toEqual({ active: false })
    await expect.poll(() => refusal(server.origin, token)).toBe('revoked')
    await expect(oidc.refreshTokenGrant(client, got.refresh_token ?? '')).rejects.toMatchObject({
      error: 'invalid_grant',
    })
  })

  test('is given anew by a refresh token, for the service and then for our own user information', async ({
    server,
    person,
  }) => {
    const { access, userId } = await tokensFor(person)
    const client = await clientOf(server.origin, await givenApp({}, ALL))
    const { refresh_token: refresh = '' } = await signInTo(client, { access, request: REQUEST })
    const first = await oidc.refreshTokenGrant(client, refresh, EXCHANGE)
    await accepted(server.origin, first.access_token)
    const second = await oidc.refreshTokenGrant(client, refresh)
    expect(await oidc.fetchUserInfo(client, second.access_token, userId)).toMatchObject({
      sub: userId,
    })
  })
})

test.describe('a token that a machine gets for itself', () => {
  test('is accepted by the service until the machine is disabled', async ({ server }) => {
    const made = await givenApp(MACHINE, ALL)
    const client = await clientOf(server.origin, made)
    // It may call one service only, which it need not name.
    const { access_token: token } = await oidc.clientCredentialsGrant(client)
    expect(await accepted(server.origin, token)).toMatchObject({
      sub: made.app.id,
      sid: made.app.id,
      client_id: made.app.id,
      permissions: [],
    })
    expect(await oidc.tokenIntrospection(client, token)).toMatchObject({ active: true })
    await disabled(made.app)
    await expect.poll(() => refusal(server.origin, token)).toBe('revoked')
    await expect(oidc.clientCredentialsGrant(client)).rejects.toMatchObject({ status: 401 })
  })

  test('ends with all others of it when one is revoked, and the next is accepted', async ({
    server,
  }) => {
    const client = await clientOf(server.origin, await givenApp(MACHINE, ALL))
    const { access_token: token } = await oidc.clientCredentialsGrant(client, EXCHANGE)
    await oidc.tokenRevocation(client, token)
    expect(await oidc.tokenIntrospection(client, token)).toEqual({ active: false })
    const { access_token: next } = await oidc.clientCredentialsGrant(client, EXCHANGE)
    await accepted(server.origin, next)
    await expect.poll(() => refusal(server.origin, token)).toBe('revoked')
  })

  test('is refused without a service', async ({ server }) => {
    const client = await clientOf(server.origin, await givenApp(MACHINE))
    await expect(oidc.clientCredentialsGrant(client)).rejects.toMatchObject({
      error: 'invalid_target',
    })
  })
})

test('a refresh token that is bound to a key works with that key alone, again and again', async ({
  server,
}) => {
  const person = await givenPerson()
  const { access } = await tokensFor(person)
  const client = await clientOf(server.origin, await givenApp({ kind: 'browser' }, ALL))
  const DPoP = oidc.getDPoPHandle(client, await oidc.randomDPoPKeyPair())
  const got = await signInTo(client, {
    ...{ access, request: REQUEST, exchange: EXCHANGE },
    options: { DPoP },
  })
  expect(got.token_type).toBe('dpop')
  expect(decodeJwt(got.access_token)).toHaveProperty('cnf.jkt')
  const refresh = got.refresh_token ?? ''
  for (let i = 0; i < 2; i += 1) {
    const next = await oidc.refreshTokenGrant(client, refresh, EXCHANGE, { DPoP })
    expect(next.refresh_token).toBe(refresh)
  }
  const other = oidc.getDPoPHandle(client, await oidc.randomDPoPKeyPair())
  for (const options of [{}, { DPoP: other }]) {
    await expect(oidc.refreshTokenGrant(client, refresh, EXCHANGE, options)).rejects.toMatchObject({
      error: 'invalid_grant',
    })
  }
  await oidc.refreshTokenGrant(client, refresh, EXCHANGE, { DPoP })
})

/** Where the user is sent by a request for the service. */
async function authorize(client: oidc.Configuration, access: string): Promise<string> {
  const url = oidc.buildAuthorizationUrl(client, {
    ...REQUEST,
    redirect_uri: 'http://localhost:9/callback',
    code_challenge: await oidc.calculatePKCECodeChallenge(oidc.randomPKCECodeVerifier()),
    code_challenge_method: 'S256',
  })
  const { headers } = await ask(url.href, { headers: { cookie: cookieHeader({ access }) } })
  return headers.location ?? ''
}

/** As a service that has just started judges the token. */
function accepted(issuer: string, token: string) {
  return createVerifier({ issuer, audience: 'orders' }).verify(token)
}

async function refusal(issuer: string, token: string): Promise<string> {
  const judged = accepted(issuer, token).then(() => ({ code: 'accepted' }))
  return (await judged.catch((error: unknown) => error as { code: string })).code
}

async function disabled({ id }: AppRecord): Promise<void> {
  const now = new Date()
  await transaction({ locks: 'all' }, async () => {
    await updateApp(id, { disabledAt: now })
    await raiseAppVersion(id, now)
  })
}
