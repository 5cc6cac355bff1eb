/** The ground in oidc-provider that we stand on: names what broke on an upgrade. */
import * as library from 'oidc-provider'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { env } from '@/lib/base/env'
import { useFreshDatabase } from '@/tests/support/database'
import { oauthRequestOf } from '@/tests/support/oauth-request'
import { appsKey, inOAuthRequest } from './browser-session'
import { discoveryDocument } from './discovery'
import { OPENID_CONFIGURATION } from './endpoints'
import { GRANT_LIFE } from './living'
import { currentProvider } from './provider'

useFreshDatabase()

test('the library makes refresh tokens by generateTokenId, and compares secrets by compareClientSecret', async () => {
  const { Client, RefreshToken, Session, IdToken } = (await currentProvider()) as unknown as Record<
    string,
    { prototype: Record<string, unknown> }
  >
  for (const member of ['compareClientSecret', 'includeSid']) {
    expect(Client?.prototype[member], member).toBeTypeOf('function')
  }
  expect(RefreshToken?.prototype.generateTokenId).toBeTypeOf('function')
  expect(Session?.prototype.ensureClientContainer).toBeTypeOf('function')
  expect(IdToken).toHaveProperty('validate')
  expect('ctx' in library.Provider, 'Provider.ctx').toBe(true)
})

test('an interaction stores the members that our pages read', async () => {
  const { Interaction } = (await currentProvider()) as unknown as Record<
    string,
    { IN_PAYLOAD: string[] }
  >
  expect(Interaction?.IN_PAYLOAD).toEqual(
    expect.arrayContaining(['iat', 'exp', 'prompt', 'params', 'session', 'result']),
  )
})

test('the rules by which a user is asked have the names that we change', () => {
  const consent = library.interactionPolicy.base().get('consent')
  for (const reason of ['native_client_prompt', 'op_scopes_missing']) {
    expect(consent?.checks.get(reason), reason).toBeDefined()
  }
})

test('our discovery document says what that of the library says', async () => {
  const theirs = await discoveryOfLibrary()
  const ours: Record<string, unknown> = { ...discoveryDocument(env(), [env().tokenAlgorithm]) }
  const differing = Object.keys(theirs).filter((name) => !sameMembers(ours[name], theirs[name]))
  expect(differing.sort()).toEqual(OUR_OWN)
})

/** What we say otherwise, and why. */
const OUR_OWN = [
  // It also accepts rarer ones.
  'dpop_signing_alg_values_supported',
  'token_endpoint_auth_signing_alg_values_supported',
]

async function discoveryOfLibrary(): Promise<Record<string, unknown>> {
  const answer = (await currentProvider()).callback()
  const request = { ...oauthRequestOf(null), key: await appsKey() }
  const server = createServer((req, res) => {
    req.headers.host = env().appUrl.host
    void inOAuthRequest(request, () => answer(req, res))
  })
  await new Promise<void>((resolve) => server.listen(0, resolve))
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  const document: unknown = await (
    await fetch(`http://127.0.0.1:${port}${OPENID_CONFIGURATION}`)
  ).json()
  return document as Record<string, unknown>
}

function sameMembers(ours: unknown, theirs: unknown): boolean {
  const sorted = (value: unknown) =>
    JSON.stringify(Array.isArray(value) ? [...value].sort() : value)
  return sorted(ours) === sorted(theirs)
}

test('a refresh token that no use renews lives as long as its grant', async () => {
  const { RefreshToken } = (await currentProvider()) as unknown as {
    RefreshToken: { expiresIn(ctx: unknown, token: object, client: object): number }
  }
  const life = (clientAuthMethod: string, isBound: boolean) =>
    RefreshToken.expiresIn({}, { isSenderConstrained: () => isBound }, { clientAuthMethod })
  expect(life('none', false)).toBe(env().refreshIdleTtl)
  expect([life('none', true), life('client_secret_basic', false)]).toEqual([GRANT_LIFE, GRANT_LIFE])
})
