import { ask } from '../support/http'
import { startServer } from '../support/server'
import { cookieHeader, tokensFor } from '../support/session'
import { expect, givenPerson, shareDatabase, test } from './fixtures'

/** The entry in the key set for each key of the ring; HS256 keys are secret and not listed. */
const PUBLISHED = {
  ES256: { kty: 'EC', crv: 'P-256', alg: 'ES256' },
  EdDSA: { kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA' },
  RS256: { kty: 'RSA', alg: 'RS256' },
  HS256: null,
}

for (const [algorithm, key] of Object.entries(PUBLISHED)) {
  // RS256 is the one that most other software needs.
  const tag = /^(ES256|RS256)$/.test(algorithm) ? [] : ['@long']
  test(
    `an ${algorithm} token opens the dashboard, and a forged one does not`,
    { tag },
    async ({ server: common }) => {
      const isOwn = algorithm !== 'ES256'
      const server = isOwn ? await startServer({ env: { TOKEN_ALGORITHM: algorithm } }) : common
      try {
        await shareDatabase(server)
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
      } finally {
        if (isOwn) await server.stop()
      }
    },
  )
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
