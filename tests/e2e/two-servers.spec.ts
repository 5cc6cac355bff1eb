import { authenticate } from '@/lib/sessions/authenticate'
import { callApi } from '../support/api'
import { codeAt, givenAuthenticator } from '../support/factors'
import { ask, fromPageOn } from '../support/http'
import { raceLogOut } from '../support/races'
import { refreshForm } from '../support/refresh-form'
import { eventsOf, sessionRow } from '../support/rows'
import { freePort } from '../support/free-port'
import { startServer, type TestServer } from '../support/server'
import { cookieHeader, tokensFor } from '../support/session'
import { expect, test } from './fixtures'

/** `npm run test:long` sets more. */
const REFRESHES = Number(process.env.REFRESHES ?? 60)
const ROUNDS = Number(process.env.ROUNDS ?? 4)

/** It runs as two processes, so that all of this holds among those too. */
let second: TestServer

test.beforeAll(async ({ server }) => {
  const port = await freePort()
  const env = { ...server.env, PORT: String(port), LOG_LEVEL: 'debug', WEB_CONCURRENCY: '2' }
  second = await startServer({ port, env })
})

test.afterAll(async () => {
  await second.stop()
})

test('the second instance leaves the removal of old rows to the first', async () => {
  const words = 'Old rows are removed by another copy'
  await expect.poll(() => second.output(), { timeout: 20_000 }).toContain(words)
  expect(second.output()).not.toContain('Old rows were removed')
})

test('a session ended on one instance is refused by the other at once', async ({
  server,
  person,
}) => {
  const ports = [server.port, second.port]
  for (const [here, there] of [ports, [...ports].reverse()]) {
    for (const scope of ['this', 'everywhere']) {
      const tokens = await tokensFor(person)
      const cookie = cookieHeader({ access: tokens.access })
      const host = new URL(server.origin).host
      const look = () => ask(`http://127.0.0.1:${there}/dashboard`, { headers: { cookie, host } })
      expect((await look()).status).toBe(200)
      const out = await ask(`http://127.0.0.1:${here}/session/end`, {
        method: 'POST',
        body: `scope=${scope}`,
        headers: {
          ...fromPageOn(server.origin),
          'content-type': 'application/x-www-form-urlencoded',
          cookie,
          host,
        },
      })
      expect(out.status).toBe(303)
      expect((await look()).location).toMatch(/^\/login\?/)
    }
  }
})

test(`simultaneous refreshes of one token on both instances create one successor (${REFRESHES})`, async ({
  server,
  person,
}) => {
  test.setTimeout(120_000 + REFRESHES * 100)
  const tokens = await tokensFor(person)
  const refresh = await refreshForm(server.origin)
  const answers = await Promise.all(
    Array.from({ length: REFRESHES }, (_, i) =>
      refresh(i % 2 ? server.port : second.port, tokens.refresh),
    ),
  )
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]))
  expect(answers.filter((answer) => answer.refresh === null)).toEqual([])
  expect(new Set(answers.map(({ refresh: successor }) => successor)).size).toBe(1)
  console.log(
    `${REFRESHES} refreshes at once: ${new Set(answers.map((a) => a.refresh)).size} successor`,
  )
  expect(await sessionRow(tokens.sessionId)).toMatchObject({ generation: 1, endedAt: null })
  const renewals = await eventsOf('session_renewed')
  expect(renewals.filter((event) => event.sessionId === tokens.sessionId)).toHaveLength(1)
})

test(`no token works after log out everywhere has raced 20 refreshes (${ROUNDS} rounds)`, async ({
  server,
  person,
}) => {
  test.setTimeout(120_000 + ROUNDS * 6000)
  const refresh = await refreshForm(server.origin)
  const { minted, alive } = await raceLogOut(person, refresh, [server.port, second.port], ROUNDS)
  console.log(`${ROUNDS} rounds, ${minted} refreshes came before the ending, none outlived it`)
  expect(alive).toEqual([])
  expect(minted, 'some must come before the ending').toBeGreaterThan(0)
})

test('a code that reaches both instances at once completes one log-in', async ({
  server,
  person,
}) => {
  const { access } = await tokensFor(person)
  const found = await authenticate(access, 'web')
  if (!found.ok) throw new Error(found.reason)
  // Two minutes ago, so that the codes of now are unused.
  const { key, codes } = await givenAuthenticator(found.actor, new Date(Date.now() - 120_000))
  const call = (i: number, path: string, body: object) => {
    const headers = { host: new URL(server.origin).host }
    const port = i % 2 ? server.port : second.port
    return callApi(`http://127.0.0.1:${port}`, path, { body, headers })
  }
  const waiting = async (i: number) => {
    const { json } = await call(i, '/auth/login', person)
    return String(json.pending_token)
  }
  const [one, other, third] = [await waiting(0), await waiting(1), await waiting(0)]
  for (const [code, tokens] of [
    [codeAt(key, new Date()), [one, other]],
    [codes[0] ?? '', [third, third]],
  ] as const) {
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        call(i, '/auth/code', { pending_token: tokens[i % 2], code }),
      ),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(401)])
  }
})
