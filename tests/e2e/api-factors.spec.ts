/** Second factors by the API. */
import { authenticate } from '@/lib/sessions/authenticate'
import { callApi, logInDevice, type DeviceTokens } from '../support/api'
import { givenAuthenticator } from '../support/factors'
import { changeSession, userIdOf } from '../support/rows'
import { expect, givenPerson, shareDatabase, test } from './fixtures'

// Another test file in this process may have opened the database of its own server.
test.beforeEach(({ server }) => shareDatabase(server))

async function givenApp(device: DeviceTokens) {
  const found = await authenticate(device.access_token, 'device')
  if (!found.ok) throw new Error(found.reason)
  return givenAuthenticator(found.actor, new Date())
}

test('a device lists the second factors of its user, and removes them after a recent proof', async ({
  server: { origin },
  person,
}) => {
  const device = await logInDevice(origin, person)
  const list = (token = device.access_token) => callApi(origin, '/me/factors', { token })
  const remove = (id: string, token = device.access_token) =>
    callApi(origin, `/me/factors/${id}`, { method: 'DELETE', token })
  expect(await list()).toMatchObject({ status: 200, json: { factors: [] } })
  const { userId, codes } = await givenApp(device)
  expect(userId).toBe(await userIdOf(person.email))
  expect((await list()).json).toMatchObject({
    factors: [
      { id: 'authenticator', kind: 'authenticator', left: null },
      { id: 'recovery-codes', kind: 'recovery-codes', last_used_at: null, left: 10 },
    ],
  })
  const stranger = await logInDevice(origin, await givenPerson())
  expect((await list(stranger.access_token)).json).toEqual({ factors: [] })
  expect((await remove('authenticator', stranger.access_token)).status).toBe(204)
  expect((await list()).json.factors).toHaveLength(2)

  // As if the log-in was long ago: only the refreshed token says so.
  await changeSession(device.session_id, { authTime: new Date(Date.now() - 400_000) })
  const { refresh_token } = device
  const { json } = await callApi(origin, '/auth/refresh', { body: { refresh_token } })
  const old = String(json.access_token)
  expect(await remove('authenticator', old)).toMatchObject({
    status: 401,
    json: { code: 'confirm-first', error: 'insufficient_user_authentication' },
  })
  const { password } = person
  const body = { password, code: codes[0] }
  const confirmed = await callApi(origin, '/auth/confirm', { token: old, body })
  const token = String(confirmed.json.access_token)
  expect((await remove('recovery-codes', token)).json).toMatchObject({ code: 'not-removable' })
  expect((await remove('passkey', token)).status).toBe(404)
  expect((await remove('authenticator', token)).status).toBe(204)
  expect((await remove('authenticator', token)).status).toBe(204)
  expect((await list(token)).json).toEqual({ factors: [] })
})
