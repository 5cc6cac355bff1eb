import jwt, { type JwtPayload } from 'jsonwebtoken'
import jwksRsa from 'jwks-rsa'
import { logInDevice } from '../support/api'
import { ask } from '../support/http'
import { startServer, type TestServer } from '../support/server'
import { cookieHeader, tokensFor } from '../support/session'
import { expect, givenPerson, shareDatabase, test } from './fixtures'

/** The entry in the key set for each key of the ring; HS256 keys are secret and not listed. */
const PUBLISHED = {
  ES256: { kty: 'EC', crv: 'P-256', alg: 'ES256' },
  EdDSA: { kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA' },
  RS256: { kty: 'RSA', alg: 'RS256' },
  HS256: null,
}
/** Those that jsonwebtoken knows; RS256 is the one that most other software needs. */
const COMMON = ['ES256', 'RS256'] as const
const SERVICE = 'orders'

for (const [algorithm, key] of Object.entries(PUBLISHED)) {
  const common = COMMON.find((name) => name === algorithm)
  const tag = common ? [] : ['@long']
  test.describe(`an ${algorithm} token`, { tag }, () => {
    let server: TestServer

    test.beforeAll(async ({ server: shared }) => {
      const services = common ? { API_AUDIENCES: `${SERVICE},payments` } : {}
      const env = { TOKEN_ALGORITHM: algorithm, ...services }
      server = algorithm === 'ES256' ? shared : await startServer({ env })
    })
    test.beforeEach(() => shareDatabase(server))
    test.afterAll(async ({ server: shared }) => {
      if (server !== shared) await server.stop()
    })

    test('opens the dashboard, and a forged one does not', async () => {
      const { body } = await ask(`${server.origin}/.well-known/jwks.json`)
      expect(JSON.parse(body)).toMatchObject({ keys: key ? [key, key] : [] })

      const person = await givenPerson()
      const { access, refresh } = await tokensFor(person)
      const page = await ask(`${server.origin}/dashboard`, {
        headers: { cookie: cookieHeader({ access }) },
      })
      expect(page.status).toBe(200)
      expect(page.body).toContain(person.email)

      const forged = `${access.slice(0, -6)}AAAAAA`
      const refused = await ask(`${server.origin}/dashboard`, {
        headers: { cookie: cookieHeader({ access: forged, refresh }) },
      })
      expect(refused.location).toBe('/session/refresh?next=%2Fdashboard')
    })

    if (!common) return

    test('jsonwebtoken with jwks-rsa verifies it, and finds the key by its id', async () => {
      const person = await givenPerson()
      const { access_token: token } = await logInDevice(server.origin, person, {
        audience: [SERVICE],
      })
      const claims = await verified(token, SERVICE)
      expect(claims).toMatchObject({
        iss: server.origin,
        aud: [`${server.origin}/api`, SERVICE],
        client_id: 'device',
      })
      expect(claims.sub).toMatch(/^usr_/)

      await expect(verified(token, 'payments')).rejects.toThrow('jwt audience invalid')
      const [header, payload] = token.split('.')
      const forged = `${header}.${payload}.${'A'.repeat(token.split('.')[2]?.length ?? 0)}`
      await expect(verified(forged, SERVICE)).rejects.toThrow('invalid signature')
    })

    async function verified(token: string, audience: string): Promise<JwtPayload> {
      const client = jwksRsa({ jwksUri: `${server.origin}/.well-known/jwks.json` })
      const kid = jwt.decode(token, { complete: true })?.header.kid
      const signingKey = await client.getSigningKey(kid)
      const rules = { algorithms: common && [common], issuer: server.origin, audience }
      const found = jwt.verify(token, signingKey.getPublicKey(), rules)
      if (typeof found === 'string') throw new Error('It has claims')
      return found
    }
  })
}

test('a token of one installation does not open another installation', async ({
  server,
  person,
}) => {
  const { access } = await tokensFor(person)
  const other = await startServer({ env: { APP_ORIGIN: server.origin } })
  try {
    const answer = await ask(`http://localhost:${other.port}/dashboard`, {
      headers: { cookie: cookieHeader({ access }), host: new URL(server.origin).host },
    })
    expect(answer.location).toBe('/login?next=%2Fdashboard')
  } finally {
    await other.stop()
  }
})
