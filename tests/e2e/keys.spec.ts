import { decodeProtectedHeader } from 'jose'
import { burnKey } from '@/lib/keys/burn'
import { rotateKeys, rotateWhenDue } from '@/lib/keys/rotate'
import { signingKey } from '@/lib/keys/signing-keys'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { callApi, logInDevice } from '../support/api'
import { ask } from '../support/http'
import { freePort } from '../support/free-port'
import { changeSigningKeys } from '../support/rows'
import { startServer, type TestServer } from '../support/server'
import { cookieHeader, tokensFor } from '../support/session'
import { steadyUse } from '../support/steady-use'
import { expect, test } from './fixtures'

let second: TestServer

test.beforeAll(async ({ server }) => {
  const port = await freePort()
  second = await startServer({ port, env: { ...server.env, PORT: String(port) } })
})

test.afterAll(async () => {
  await second.stop()
})

test('a key rotation refuses no token, and both instances publish the next key at once', async ({
  server,
  person,
  dashboard,
}) => {
  const before = await tokensFor(person)
  await changeSigningKeys({ createdAt: new Date(0) })
  const rotated = await rotateKeys(COMMAND_LINE)
  expect(rotated.ok).toBe(true)
  const after = await tokensFor(person)
  expect(kidOf(after.access)).not.toBe(kidOf(before.access))
  for (const port of [server.port, second.port]) {
    for (const { access } of [before, after]) {
      expect((await look(port, server, { access })).status).toBe(200)
    }
    const kids = await publishedBy(port)
    expect(kids).toEqual(expect.arrayContaining([kidOf(before.access), kidOf(after.access)]))
    expect(kids).toHaveLength(3)
  }
  await dashboard.reload()
  await expect(dashboard).toHaveURL('/dashboard')
})

test('three key rotations during steady use of both instances refuse no request', async ({
  server,
  person,
}) => {
  const ports = [server.port, second.port]
  const users = ports.map((port) => steadyUse(port, server, person))
  const kids = [(await signingKey()).id]
  const rotations = [
    () => rotateKeys(COMMAND_LINE),
    () => Promise.all([rotateWhenDue(), rotateWhenDue()]),
    // A new instance rotates at its first round.
    () => rotatedByAStart(server),
  ]
  for (const rotate of rotations) {
    await letTheTimeCome()
    await rotate()
    await expect.poll(async () => (await signingKey()).id).not.toBe(kids.at(-1))
    kids.push((await signingKey()).id)
    for (const user of users) await expect.poll(user.newestKid).toBe(kids.at(-1))
    for (const port of ports) {
      expect(await publishedBy(port)).toEqual(expect.arrayContaining(kids))
    }
  }
  expect(new Set(kids).size).toBe(4)
  const answers = (await Promise.all(users.map((user) => user.stop()))).flat()
  console.log(`${answers.length} requests amid three rotations`)
  expect(answers.length).toBeGreaterThan(50)
  expect(answers.filter((status) => status !== 200)).toEqual([])
})

test('a burned key opens nothing from the next request on, and no browser is signed out', async ({
  server,
  person,
  dashboard,
}) => {
  const before = await tokensFor(person)
  const ports = [server.port, second.port]
  for (const port of ports) expect((await look(port, server, before)).status).toBe(200)

  const burned = await burnKey(COMMAND_LINE, kidOf(before.access))
  expect(burned.ok).toBe(true)
  for (const port of ports) {
    const alone = await look(port, server, { access: before.access })
    expect(alone.location).toBe('/login?next=%2Fdashboard')
    expect((await look(port, server, before)).location).toBe('/session/refresh?next=%2Fdashboard')
  }

  const after = await tokensFor(person)
  expect(kidOf(after.access)).toBe((await signingKey()).id)
  for (const port of ports) expect((await look(port, server, after)).status).toBe(200)
  await dashboard.reload()
  await expect(dashboard).toHaveURL('/dashboard')
  await expect(dashboard.getByRole('heading').first()).toBeVisible()
})

test('a device whose key was burned can refresh, and its session ends only at log-out', async ({
  server: { origin },
  person,
}) => {
  const device = await logInDevice(origin, person)
  const logOut = (token: string) => callApi(origin, '/auth/logout', { method: 'POST', token })
  await burnKey(COMMAND_LINE, kidOf(device.access_token))
  const me = await callApi(origin, '/me', { token: device.access_token })
  expect(me).toMatchObject({ status: 401, json: { code: 'token-expired' } })
  expect((await logOut(device.access_token)).status, 'nothing has ended').toBe(401)

  const refresh = (token: unknown) =>
    callApi(origin, '/auth/refresh', { body: { refresh_token: token } })
  const { status, json } = await refresh(device.refresh_token)
  expect(status).toBe(200)
  expect((await logOut(String(json.access_token))).status).toBe(204)
  expect((await refresh(json.refresh_token)).status).toBe(401)
})

function look(port: number, server: TestServer, tokens: { access: string; refresh?: string }) {
  const headers = { cookie: cookieHeader(tokens), host: new URL(server.origin).host }
  return ask(`http://127.0.0.1:${port}/dashboard`, { headers })
}

async function publishedBy(port: number): Promise<string[]> {
  const { body } = await ask(`http://127.0.0.1:${port}/.well-known/jwks.json`)
  return (JSON.parse(body) as { keys: { kid: string }[] }).keys.map(({ kid }) => kid)
}

/** Makes the signing key old enough to be rotated. */
async function letTheTimeCome(): Promise<void> {
  await changeSigningKeys({ createdAt: new Date(0), activatedAt: new Date(0) })
}

/** Starts instances until a new one rotates the key: running ones look only once a minute. */
async function rotatedByAStart(server: TestServer): Promise<void> {
  for (;;) {
    const before = (await signingKey()).id
    const port = await freePort()
    const third = await startServer({ port, env: { ...server.env, PORT: String(port) } })
    await expect.poll(async () => (await signingKey()).id).not.toBe(before)
    await third.stop()
    if (third.output().includes('The next key signs: its time has come')) return
    await letTheTimeCome()
  }
}

function kidOf(token: string): string {
  return decodeProtectedHeader(token).kid ?? ''
}
