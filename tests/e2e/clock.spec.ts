import { closeDatabase } from '@/db/connection'
import { DAY, HOUR, MINUTE } from '@/lib/base/time'
import { logOut, page, submit, tokensIn, type Tokens } from '../support/client'
import { serverClock, type ServerClock } from '../support/clock'
import { losingAnswersOf } from '../support/lossy-proxy'
import { refreshForm } from '../support/refresh-form'
import { sessionRow } from '../support/rows'
import { startServer, type TestServer } from '../support/server'
import { tokensFor } from '../support/session'
import { expect, givenPerson, shareDatabase, test, type Person } from './fixtures'

let clock: ServerClock
let server: TestServer
let person: Person

test.beforeAll(async () => {
  clock = serverClock()
  server = await startServer({ env: clock.env })
})
test.beforeEach(async () => {
  clock.setAhead(0)
  await shareDatabase(server)
  person = await givenPerson()
})
test.afterAll(async () => {
  await closeDatabase()
  await server.stop()
  clock.remove()
})

test('the server uses the clock of the tests, also in the middleware', async () => {
  const tokens = await logIn()
  expect((await page(server.origin, '/dashboard', tokens)).status).toBe(200)
  clock.setAhead(11 * MINUTE)
  const expired = await page(server.origin, '/dashboard', tokens)
  expect(expired.location).toBe('/session/refresh?next=%2Fdashboard')
  clock.setAhead(0)
  expect((await page(server.origin, '/dashboard', tokens)).status).toBe(200)
})

test('an ended session stays ended when the clock jumps', async () => {
  const out = await logIn()
  const everywhere = await logIn()
  expect((await logOut(server.origin, out)).status).toBe(303)
  expect((await logOut(server.origin, everywhere, 'everywhere')).status).toBe(303)
  for (const ahead of [0, -1, 1, -HOUR, 5 * MINUTE, 30 * DAY, -30 * DAY, sinceThen(), 0]) {
    clock.setAhead(ahead)
    for (const tokens of [out, everywhere]) {
      const answer = await page(server.origin, '/dashboard', tokens)
      expect(answer.location, `${ahead} s ahead`).toMatch(/^\/(login|session\/refresh)\?/)
      expect(tokensIn(await refresh(tokens)).refresh.value, `${ahead} s`).toBeUndefined()
    }
  }
})

test('a session used while the clock was ahead lives on when the clock is corrected', async () => {
  clock.setAhead(5 * DAY)
  const tokens = await logIn()
  const ahead = await expectRefreshed(tokens)
  clock.setAhead(0)
  expect((await page(server.origin, '/dashboard', ahead)).location).toMatch(/^\/session\/refresh/)
  const back = await expectRefreshed(ahead)
  expect((await page(server.origin, '/dashboard', back)).status).toBe(200)
  clock.setAhead(-5 * DAY)
  const behind = await expectRefreshed(back)
  clock.setAhead(0)
  await expectRefreshed(behind)
})

test('log-in and refresh work while the clock stands at 1970', async () => {
  clock.setAhead(sinceThen())
  const then = await logIn()
  expect((await page(server.origin, '/dashboard', then)).status).toBe(200)
  await expectRefreshed(then)
  clock.setAhead(0)
  expect((await page(server.origin, '/dashboard', await logIn())).status).toBe(200)
})

test('a session past its idle limit is refused, and a new log-in works at once', async () => {
  const tokens = await logIn()
  clock.setAhead(14 * DAY + 1)
  expect(tokensIn(await refresh(tokens)).refresh.value).toBeUndefined()
  const fresh = await logIn()
  expect((await page(server.origin, '/dashboard', fresh)).status).toBe(200)
})

test('log-in attempts made while the clock was ahead do not block log-in once it is corrected', async () => {
  clock.setAhead(30 * DAY)
  for (let tries = 0; tries < 10; tries += 1) await tryLogIn('a wrong passphrase')
  const refused = await tryLogIn(person.password)
  expect(refused.body).toContain('Too many attempts')
  clock.setAhead(0)
  expect(tokensIn(await tryLogIn(person.password)).access.value).toBeTruthy()
})

/** Seconds from now to 1970, where the clock of a machine without a battery starts. */
function sinceThen(): number {
  return -Math.floor(Date.now() / 1000) + HOUR
}

test('a client that lost the answer to a refresh gets the same refresh token again, even a day later', async () => {
  const proxy = await losingAnswersOf(server.port)
  const tokens = await tokensFor(person)
  const refreshFrom = await refreshForm(server.origin)

  await expect(refreshFrom(proxy.port, tokens.refresh)).rejects.toThrow()
  expect(await sessionRow(tokens.sessionId), 'the answer came after').toMatchObject({
    generation: 1,
  })
  await expect(refreshFrom(proxy.port, tokens.refresh)).rejects.toThrow()
  const successors = []
  for (const later of [1, MINUTE, HOUR, DAY]) {
    clock.setAhead(later)
    const answer = await refreshFrom(server.port, tokens.refresh)
    expect(answer).toMatchObject({ status: 303, cleared: false })
    successors.push(answer.refresh)
  }
  expect(successors[0]).not.toBeNull()
  expect(new Set(successors).size).toBe(1)
  expect(await sessionRow(tokens.sessionId)).toMatchObject({ generation: 1, endedAt: null })
  await proxy.close()
})

function tryLogIn(password: string) {
  return submit(server.origin, '/login', { email: person.email, password, persistent: 'on' })
}

async function logIn(): Promise<Tokens> {
  return expectTokens(await tryLogIn(person.password))
}

/** Sends no access token: with a valid one the server would not refresh. */
function refresh({ refresh: token = '' }: Tokens) {
  return submit(server.origin, '/session/refresh?next=%2Fdashboard', {}, { refresh: token })
}

async function expectRefreshed(tokens: Tokens): Promise<Tokens> {
  const next = expectTokens(await refresh(tokens))
  expect(next.refresh).not.toBe(tokens.refresh)
  return next
}

function expectTokens(answer: Awaited<ReturnType<typeof refresh>>): Tokens {
  const { access, refresh: next } = tokensIn(answer)
  expect(answer.status).toBe(303)
  for (const { value, maxAge } of [access, next]) {
    expect(value).toBeTruthy()
    expect(maxAge).toBeGreaterThan(0)
  }
  return { access: access.value ?? '', refresh: next.value ?? '' }
}
