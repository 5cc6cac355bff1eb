import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { beforeEach, expect, test } from 'vitest'
import { useFreshDatabase } from '@/tests/support/database'
import { givenApp } from '@/tests/support/oauth-apps'
import { givenOAuthServer } from '@/tests/support/oauth-server'
import { client, errorOf } from '@/tests/support/relying-party'

useFreshDatabase({ API_AUDIENCES: 'orders' })

let origin: string
let id: string
let own: CryptoKey
const other = (await generateKeyPair('ES256')).privateKey

beforeEach(async () => {
  origin = await givenOAuthServer()
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true })
  own = privateKey
  const keys = JSON.stringify(await exportJWK(publicKey))
  const machine = { kind: 'machine', redirectUris: [], resources: ['orders'], jwks: keys } as const
  const { app, secret } = await givenApp(machine)
  expect(secret).toBeNull()
  id = app.id
})

async function tokenBy(authentication: client.ClientAuth): Promise<string> {
  const options = { execute: [client.allowInsecureRequests] }
  const config = await client.discovery(new URL(origin), id, undefined, authentication, options)
  return (await client.clientCredentialsGrant(config)).access_token
}

/** The answer to a request that proves the machine by this assertion. */
async function answerTo(assertion: string): Promise<unknown> {
  const answer = await fetch(`${origin}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    }),
  })
  return ((await answer.json()) as { error?: string }).error ?? 'a token'
}

function assertion(claims: object = {}, key = own, alg = 'ES256'): Promise<string> {
  return new SignJWT({ iss: id, sub: id, aud: origin, jti: crypto.randomUUID(), ...claims })
    .setProtectedHeader({ alg })
    .setIssuedAt()
    .setExpirationTime('1 minute')
    .sign(key)
}

test('an application proves itself by its key, as openid-client does it', async () => {
  expect(await tokenBy(client.PrivateKeyJwt(own))).toMatch(/./)
  expect(await errorOf(tokenBy(client.PrivateKeyJwt(other)))).toBe('invalid_client')
  expect(await errorOf(tokenBy(client.ClientSecretPost('hashed')))).toBe('invalid_client')
  expect(await errorOf(tokenBy(client.None()))).toBe('invalid_client')
})

test('an assertion counts once, for this issuer, and from this application alone', async () => {
  const once = await assertion()
  expect(await answerTo(once)).toBe('a token')
  expect(await answerTo(once)).toBe('invalid_client')
  for (const claims of [
    { aud: 'https://other.example' },
    { iss: 'app_other' },
    { sub: 'app_other' },
    { jti: undefined },
  ]) {
    expect(await answerTo(await assertion(claims)), JSON.stringify(claims)).toBe('invalid_client')
  }
  expect(await answerTo(await assertion({}, other))).toBe('invalid_client')
  const unsigned = `${btoa('{"alg":"none"}')}.${once.split('.')[1]}.`
  expect(await answerTo(unsigned)).toMatch(/^invalid_/)
})
