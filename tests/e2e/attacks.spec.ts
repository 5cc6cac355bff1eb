import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { JWK } from 'jose'
import { callApi, logInDevice } from '../support/api'
import { attacksOn, type Attack } from '../support/attacks'
import { severalAtOnce } from '../support/at-once'
import { ask } from '../support/http'
import { sessionRow } from '../support/rows'
import { cookieHeader, tokensFor } from '../support/session'
import { expect, test } from './fixtures'

/** Whether a header can carry the token at all. */
const isSendable = ({ token }: Attack) => token !== '' && /^[\x21-\x7e]+$/.test(token)

test('no forged token opens the API or a page, or makes the server fetch a URL', async ({
  server: { origin },
  person,
}) => {
  const asked: string[] = []
  const listener = createServer((req, res) => {
    asked.push(req.url ?? '')
    res.end('{"keys":[]}')
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => listener.once('listening', resolve))
  const url = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/jwks.json`

  const { body } = await ask(`${origin}/.well-known/jwks.json`)
  const { keys } = JSON.parse(body) as { keys: JWK[] }
  const device = await logInDevice(origin, person)
  const web = await tokensFor(person)
  const [key] = keys.filter(({ kid }) => device.access_token.startsWith(headerOf(kid)))
  if (!key) throw new Error('The key that signs is not published')

  const nonsense = await callApi(origin, '/me', { token: 'nonsense' })
  const [, payload, signature] = device.access_token.split('.')
  const unknown = [headerOf('unknown'), payload, '.', signature].join('')
  const unknownKey = await callApi(origin, '/me', { token: unknown })
  expect(unknownKey.json.code).toBe('token-expired')
  const asBearer = (await attacksOn(device.access_token, key, url)).filter(isSendable)
  const asCookie = (await attacksOn(web.access, key, url)).filter(isSendable)
  expect(asBearer.length).toBeGreaterThan(process.env.EVERYTHING ? 480 : 180)

  await severalAtOnce(asBearer, async ({ name, token }) => {
    const answer = await callApi(origin, '/me', { token })
    expect(answer.status, `${name}: ${token}`).toBe(401)
    // For an unknown key the API can only say that a refresh may help.
    expect([nonsense, unknownKey].map(({ text }) => text)).toContain(answer.text)
  })
  await severalAtOnce(asCookie, async ({ name, token }) => {
    const headers = { cookie: cookieHeader({ access: token }) }
    const answer = await ask(`${origin}/dashboard`, { headers })
    expect(answer.location, `${name}: ${token}`).toBe('/login?next=%2Fdashboard')
    expect(answer.body, name).not.toContain(person.email)
  })
  const asRefresh = (await attacksOn(device.refresh_token, key, url)).slice(0, 120)
  await severalAtOnce(asRefresh, async ({ name, token }) => {
    const answer = await callApi(origin, '/auth/refresh', { body: { refresh_token: token } })
    expect(answer.status, `${name}: ${token}`).toBe(401)
  })
  await severalAtOnce(asBearer.slice(0, 120), async ({ token }) => {
    expect((await callApi(origin, '/revoke', { body: { token } })).status).toBe(200)
  })

  expect(asked).toEqual([])
  listener.close()
  for (const id of [device.session_id, web.sessionId]) {
    expect(await sessionRow(id)).toMatchObject({ endedAt: null, generation: 0 })
  }
  expect((await callApi(origin, '/me', { token: device.access_token })).status).toBe(200)
})

function headerOf(kid: string | undefined): string {
  const header = JSON.stringify({ alg: 'ES256', typ: 'at+jwt', kid })
  return `${Buffer.from(header).toString('base64url')}.`
}
