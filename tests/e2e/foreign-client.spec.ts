import jwt, { type JwtPayload } from 'jsonwebtoken'
import jwksRsa from 'jwks-rsa'
import { logInDevice } from '../support/api'
import { startServer, type TestServer } from '../support/server'
import { expect, givenPerson, shareDatabase, test } from './fixtures'

const SERVICE = 'orders'

for (const algorithm of ['ES256', 'RS256'] as const) {
  test.describe(`access tokens with ${algorithm}`, () => {
    let server: TestServer

    test.beforeAll(async ({ server: common }) => {
      const env = { TOKEN_ALGORITHM: algorithm, API_AUDIENCES: `${SERVICE},payments` }
      server = algorithm === 'ES256' ? common : await startServer({ env })
      await shareDatabase(server)
    })

    test.afterAll(async ({ server: common }) => {
      if (server !== common) await server.stop()
    })

    test('are verified by jsonwebtoken with jwks-rsa, which finds the key by its id', async () => {
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
      const key = await client.getSigningKey(kid)
      const rules = { algorithms: [algorithm], issuer: server.origin, audience }
      const claims = jwt.verify(token, key.getPublicKey(), rules)
      if (typeof claims === 'string') throw new Error('It has claims')
      return claims
    }
  })
}
