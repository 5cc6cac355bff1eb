import Database from 'better-sqlite3'
import { copyFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { closeDatabase } from '@/db/connection'
import { callApi, logInDevice, type DeviceTokens } from '../support/api'
import { ask, fromPageOn, type Answer } from '../support/http'
import { refreshForm } from '../support/refresh-form'
import { givenApp, signInRequest } from '../support/relying-party'
import { startServer, type TestServer } from '../support/server'
import { cookieHeader, tokensFor } from '../support/session'
import { expect, givenPerson, shareDatabase, test } from './fixtures'

let server: TestServer

test.beforeEach(async () => {
  server = await startServer()
  await shareDatabase(server)
})
test.afterEach(async () => {
  await closeDatabase()
  await server.kill('SIGKILL')
})

test('pages are served and writes answer 503 while another program locks the database', async () => {
  const tokens = await tokensFor(await givenPerson())
  const refresh = await refreshForm(server.origin)
  const other = new Database(server.databaseFile)
  other.exec('BEGIN IMMEDIATE')

  expect((await page('/dashboard', tokens)).status).toBe(200)
  const answer = await refresh(server.port, tokens.refresh)
  expect(answer).toMatchObject({ status: 303, refresh: null, cleared: false })
  expectUnavailable(await follow('/session/refresh'))
  const out = await logOut(tokens)
  expect(out.status).toBe(503)
  expect(out.headers['retry-after']).toBeTruthy()

  other.exec('ROLLBACK')
  other.close()
  expect(await refresh(server.port, tokens.refresh)).toMatchObject({ cleared: false })
  expect((await page('/dashboard', tokens)).status).toBe(200)
})

test('a deleted database lets no user in and ends no session, and works again once it is back', async () => {
  const tokens = await tokensFor(await givenPerson())
  const { url } = await signInRequest(await givenApp(server.origin))
  const toApp = url.pathname + url.search
  expect((await page('/dashboard', tokens)).status).toBe(200)
  await closeDatabase()
  for (const end of ['', '-wal', '-shm']) moveAway(end)

  const closed = await closedPage(tokens)
  expect(closed.setCookies).toEqual([])
  expectUnavailable(await ask(`${server.origin}/unavailable?next=%2Fdashboard`))
  const onTheWay = await page(toApp, tokens)
  expectUnavailable(onTheWay)
  expect(onTheWay.body).toContain(toApp.replaceAll('&', '&#38;'))
  expect((await logOut(tokens)).status).toBe(503)
  const ready = await ask(`${server.origin}/api/health/ready`)
  expect(ready.status).toBe(503)
  expect(Number(ready.headers['retry-after'])).toBeGreaterThan(0)
  expect(JSON.parse(ready.body)).toMatchObject({ checks: { database: 'unavailable' } })
  expect((await ask(`${server.origin}/api/health/live`)).status).toBe(200)

  for (const end of ['', '-wal', '-shm']) moveBack(end)
  expect((await page('/dashboard', tokens)).status).toBe(200)
  expect((await page(toApp, tokens)).headers.location).toContain('code=')
})

test('without its database the API answers 503 to devices, and never that a session has ended', async () => {
  const person = await givenPerson()
  const device = await logInDevice(server.origin, person)
  await closeDatabase()
  for (const end of ['', '-wal', '-shm']) moveAway(end)
  await expect.poll(async () => (await me(device)).status).toBe(503)

  const { origin } = server
  const answers = [
    await me(device),
    await callApi(origin, '/auth/refresh', { body: { refresh_token: device.refresh_token } }),
    await callApi(origin, '/auth/login', { body: person }),
    await callApi(origin, '/auth/logout', { method: 'POST', token: device.access_token }),
    await callApi(origin, '/revoke', { body: { token: device.refresh_token } }),
    await callApi(origin, '/status-lists/0'),
  ]
  for (const answer of answers) {
    expect(answer).toMatchObject({ status: 503, json: { code: 'unavailable' } })
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
  }
  for (const end of ['', '-wal', '-shm']) moveBack(end)
  expect((await me(device)).status).toBe(200)
  const body = { refresh_token: device.refresh_token }
  expect((await callApi(origin, '/auth/refresh', { body })).status).toBe(200)
})

test(
  'a damaged database lets no user in, and every user must log in again after it is restored',
  { tag: '@long' },
  async () => {
    const tokens = await tokensFor(await givenPerson())
    await closeDatabase()
    const checkpoint = new Database(server.databaseFile)
    checkpoint.pragma('wal_checkpoint(TRUNCATE)')
    checkpoint.close()
    const backup = `${server.databaseFile}.backup`
    copyFileSync(server.databaseFile, backup)
    replaceBy(Buffer.alloc(40_000, 0x5a))

    const closed = await closedPage(tokens)
    expect(closed.setCookies).toEqual([])

    for (const end of ['', '-wal', '-shm']) rmSync(server.databaseFile + end, { force: true })
    renameSync(backup, server.databaseFile)
    await expect
      .poll(async () => (await page('/dashboard', tokens)).location)
      .toMatch(/^\/session\/refresh/)
    const refresh = await refreshForm(server.origin)
    expect(await refresh(server.port, tokens.refresh)).toMatchObject({ cleared: true })
  },
)

/** The answer of the dashboard once the server has noticed: it checks its file at intervals. */
async function closedPage(tokens: { access: string; refresh: string }): Promise<Answer> {
  await expect
    .poll(async () => (await page('/dashboard', tokens)).location)
    .toBe('/unavailable?next=%2Fdashboard')
  return page('/dashboard', tokens)
}

function me({ access_token: token }: DeviceTokens) {
  return callApi(server.origin, '/me', { token })
}

function page(path: string, tokens: { access: string; refresh: string }): Promise<Answer> {
  return ask(server.origin + path, { headers: { cookie: cookieHeader(tokens) } })
}

function logOut(tokens: { access: string; refresh: string }): Promise<Answer> {
  return ask(`${server.origin}/session/end`, {
    method: 'POST',
    body: 'scope=this',
    headers: {
      ...fromPageOn(server.origin),
      'content-type': 'application/x-www-form-urlencoded',
      cookie: cookieHeader(tokens),
    },
  })
}

/** The page to which a form leads during an outage. */
function follow(path: string): Promise<Answer> {
  return ask(`${server.origin}/unavailable?next=${encodeURIComponent(path)}`)
}

function expectUnavailable(answer: Answer): void {
  expect(answer.status).toBe(503)
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
  expect(answer.headers['cache-control']).toContain('no-store')
  expect(answer.body).toContain('You are still logged in')
}

function moveAway(end: string): void {
  try {
    renameSync(server.databaseFile + end, `${server.databaseFile}.away${end}`)
  } catch {
    // The file does not exist.
  }
}

function moveBack(end: string): void {
  try {
    renameSync(`${server.databaseFile}.away${end}`, server.databaseFile + end)
  } catch {
    // The file did not exist.
  }
}

/** Replaces the database by a file with `content`. */
function replaceBy(content: Buffer): void {
  for (const end of ['', '-wal', '-shm']) rmSync(server.databaseFile + end, { force: true })
  writeFileSync(server.databaseFile, content)
}
