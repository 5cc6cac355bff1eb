import { decodeJwt, decodeProtectedHeader } from 'jose'
import { isSessionId } from '@/lib/base/ids'
import { callApi, logInDevice } from '../support/api'
import { ask } from '../support/http'
import { changeSession, changeUser, sessionRow, userIdOf } from '../support/rows'
import { cookieHeader, tokensFor } from '../support/session'
import { expect, givenPerson, test } from './fixtures'

test('a device logs in, is listed under its name, and can read its user', async ({
  server,
  person,
}) => {
  const { origin } = server
  await tokensFor(person)
  const answer = await callApi(origin, '/auth/login', {
    body: { ...person, device: '  Kitchen \n display ' },
  })
  expect(answer.status).toBe(200)
  expect(answer.headers['cache-control']).toBe('no-store')
  expect(answer.setCookies).toEqual([])
  const tokens = answer.json
  expect(tokens).toMatchObject({ token_type: 'Bearer', expires_in: 600 })
  const token = String(tokens.access_token)
  expect(decodeProtectedHeader(token)).toMatchObject({ typ: 'at+jwt', alg: 'ES256' })

  const me = await callApi(origin, '/me', { token })
  expect(me).toMatchObject({ status: 200, json: { email: person.email, roles: [] } })
  expect(decodeJwt(token)).toMatchObject({ sub: me.json.id, client_id: 'device', iss: origin })

  const { json } = await callApi(origin, '/sessions', { token })
  const [asking, browser] = json.sessions as object[]
  expect(asking).toMatchObject({
    id: tokens.session_id,
    current: true,
    kind: 'device',
    device: 'Kitchen display',
  })
  expect(browser).toMatchObject({ current: false, kind: 'web', device: null })
})

test('a device with an invisible name is identified by its User-Agent', async ({
  server: { origin },
  person,
}) => {
  const headers = { 'user-agent': 'KitchenDisplay/1.4 (ESP32)' }
  const body = { ...person, device: '\u200b\u3164' }
  const { json } = await callApi(origin, '/auth/login', { body, headers })
  const id = String(json.session_id)
  expect(isSessionId(id) && (await sessionRow(id))).toMatchObject({
    deviceName: null,
    browser: 'KitchenDisplay',
  })
})

test('a token is for the services in the request, and an unknown service is refused', async ({
  server: { origin },
  person,
}) => {
  const audOf = (token: unknown) => decodeJwt(String(token)).aud
  const all = await logInDevice(origin, person)
  expect(audOf(all.access_token)).toEqual([`${origin}/api`, 'orders', 'payments'])
  const one = await logInDevice(origin, person, { audience: ['orders'] })
  expect(audOf(one.access_token)).toEqual([`${origin}/api`, 'orders'])

  const refresh = (token: string, audience?: string[]) =>
    callApi(origin, '/auth/refresh', { body: { refresh_token: token, audience } })
  const narrowed = await refresh(all.refresh_token, ['payments'])
  expect(audOf(narrowed.json.access_token)).toEqual([`${origin}/api`, 'payments'])
  const wide = await refresh(String(narrowed.json.refresh_token))
  expect(audOf(wide.json.access_token)).toEqual([`${origin}/api`, 'orders', 'payments'])

  const refused = { status: 400, json: { code: 'unknown-audience', error: 'invalid_target' } }
  expect(await refresh(one.refresh_token, ['payments'])).toMatchObject(refused)
  expect(await refresh(one.refresh_token, ['orders'])).toMatchObject({ status: 200 })
  const named = { ...person, audience: ['orders', 'stock'] }
  expect(await callApi(origin, '/auth/login', { body: named })).toMatchObject(refused)
})

test('a repeated refresh returns the same refresh token, and an old refresh token ends the session', async ({
  server: { origin },
  person,
}) => {
  const first = await logInDevice(origin, person)
  const refresh = (token: unknown) =>
    callApi(origin, '/auth/refresh', { body: { refresh_token: token } })
  const [one, two] = await Promise.all([refresh(first.refresh_token), refresh(first.refresh_token)])
  expect(one.json.refresh_token).toBe(two.json.refresh_token)
  expect(one.json.refresh_token).not.toBe(first.refresh_token)
  expect(await sessionRow(first.session_id)).toMatchObject({ generation: 1 })

  await changeSession(first.session_id, { confirmedGeneration: 1 })
  expect(await refresh(first.refresh_token)).toMatchObject({
    status: 401,
    json: { code: 'refresh-token-reused', error: 'invalid_grant' },
  })
  expect(await refresh(one.json.refresh_token)).toMatchObject({ json: { code: 'session-ended' } })
  for (const token of [first.access_token, one.json.access_token]) {
    const me = await callApi(origin, '/me', { token: String(token) })
    expect(me).toMatchObject({ status: 401, json: { code: 'session-ended' } })
  }
})

test('log-out through the API ends the session at once, and succeeds again when repeated', async ({
  server: { origin },
  person,
}) => {
  const [gone, kept] = [await logInDevice(origin, person), await logInDevice(origin, person)]
  for (let times = 0; times < 2; times += 1) {
    const answer = await callApi(origin, '/auth/logout', {
      method: 'POST',
      token: gone.access_token,
    })
    expect(answer).toMatchObject({ status: 204, text: '' })
  }
  const me = await callApi(origin, '/me', { token: gone.access_token })
  expect(me.status).toBe(401)
  expect(me.headers['www-authenticate']).toBe(
    'Bearer error="invalid_token", error_description="The session has ended: log in again."',
  )
  const body = { refresh_token: gone.refresh_token }
  expect((await callApi(origin, '/auth/refresh', { body })).status).toBe(401)
  expect((await callApi(origin, '/me', { token: kept.access_token })).status).toBe(200)
})

test('log out everywhere ends devices and browsers, and is refused for a session that ended before', async ({
  server: { origin },
  person,
}) => {
  const everywhere = (token: string) =>
    callApi(origin, '/auth/logout-everywhere', { method: 'POST', token })
  const stranger = await givenPerson()
  const lone = await logInDevice(origin, person)
  await callApi(origin, '/auth/logout', { method: 'POST', token: lone.access_token })
  const asking = await logInDevice(origin, person)
  const other = await logInDevice(origin, person)
  const browser = cookieHeader({ access: (await tokensFor(person)).access })
  const look = () => ask(`${origin}/dashboard`, { headers: { cookie: browser } })

  expect((await everywhere(lone.access_token)).status).toBe(401)
  // All sessions were ended elsewhere; success would wrongly claim that newer ones ended too.
  const robbed = await logInDevice(origin, stranger)
  await changeUser(await userIdOf(stranger.email), { version: 1 })
  expect((await everywhere(robbed.access_token)).status).toBe(401)
  expect((await look()).status).toBe(200)
  expect((await everywhere(asking.access_token)).status).toBe(204)
  expect((await everywhere(asking.access_token)).status).toBe(204)
  expect((await callApi(origin, '/me', { token: other.access_token })).status).toBe(401)
  expect((await look()).location).toBe('/login?next=%2Fdashboard')
  // A log-in within the same second works.
  const next = await logInDevice(origin, person)
  expect((await callApi(origin, '/me', { token: next.access_token })).status).toBe(200)
})

test('a user can end their own sessions one by one through the API, and no session of another user', async ({
  server: { origin },
  person,
}) => {
  const [asking, other] = [await logInDevice(origin, person), await logInDevice(origin, person)]
  const stranger = await logInDevice(origin, await givenPerson())
  const end = (id: string) =>
    callApi(origin, `/sessions/${id}`, { method: 'DELETE', token: asking.access_token })
  for (const id of [stranger.session_id, 'ses_none', `ses_${'A'.repeat(22)}`, '%27']) {
    expect((await end(id)).status, id).toBe(404)
  }
  expect((await callApi(origin, '/me', { token: stranger.access_token })).status).toBe(200)
  expect((await end(other.session_id)).status).toBe(204)
  expect((await end(other.session_id)).status).toBe(204)
  expect((await callApi(origin, '/me', { token: other.access_token })).status).toBe(401)
  expect((await end(asking.session_id)).status).toBe(204)
  expect((await callApi(origin, '/me', { token: asking.access_token })).status).toBe(401)
})

test('a client can revoke its token with a JSON body or a form', async ({
  server: { origin },
  person,
}) => {
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  const ways = (token: string) => [
    { body: { token } },
    { body: { token, token_type_hint: 'access_token' } },
    { body: new URLSearchParams({ token, token_type_hint: 'x' }).toString(), headers: form },
  ]
  for (const kind of ['access_token', 'refresh_token'] as const) {
    for (const index of [0, 1, 2]) {
      const tokens = await logInDevice(origin, person)
      const way = ways(tokens[kind])[index]
      for (let times = 0; times < 2; times += 1) {
        expect(await callApi(origin, '/revoke', way)).toMatchObject({ status: 200, text: '' })
      }
      expect((await callApi(origin, '/me', { token: tokens.access_token })).status).toBe(401)
    }
  }
  for (const token of ['', 'nothing', 'a.b.c', 'x'.repeat(4000)]) {
    expect((await callApi(origin, '/revoke', { body: { token } })).status).toBe(200)
  }
})

test('revoking an old refresh token ends the session as reuse', async ({
  server: { origin },
  person,
}) => {
  const first = await logInDevice(origin, person)
  const body = { refresh_token: first.refresh_token }
  const { json } = await callApi(origin, '/auth/refresh', { body })
  await changeSession(first.session_id, { confirmedGeneration: 1 })
  await callApi(origin, '/revoke', { body: { token: first.refresh_token } })
  expect(await sessionRow(first.session_id)).toMatchObject({ endReason: 'reuse' })
  const token = String(json.access_token)
  expect((await callApi(origin, '/me', { token })).status).toBe(401)
})
