import { authenticate } from '@/lib/sessions/authenticate'
import { endSessions } from '@/lib/sessions/end'
import { sessionOfRefreshToken } from '@/lib/sessions/identify'
import { LAPTOP } from '../support/people'
import { ask, fromPageOn } from '../support/http'
import { refreshForm, type RefreshAnswer } from '../support/refresh-form'
import { eventsOf, sessionRow } from '../support/rows'
import { freePort } from '../support/free-port'
import { startServer, type TestServer } from '../support/server'
import { cookieHeader, tokensFor } from '../support/session'
import { expect, test } from './fixtures'

/** More of them by `npm run test:long`. */
const REFRESHES = Number(process.env.REFRESHES ?? 200)
const ROUNDS = Number(process.env.ROUNDS ?? 8)

let second: TestServer

test.beforeAll(async ({ server }) => {
  const port = await freePort()
  second = await startServer({ port, env: { ...server.env, PORT: String(port) } })
})

test.afterAll(async () => {
  await second.stop()
})

test('an ending on one server is seen by the other at once', async ({ server, person }) => {
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

test(`${REFRESHES} refreshes of one token at once over both: one rotation, one successor`, async ({
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

test(`${ROUNDS} times log out everywhere races 20 refreshes, and nothing of it lives`, async ({
  server,
  person,
}) => {
  test.setTimeout(120_000 + ROUNDS * 6000)
  const refresh = await refreshForm(server.origin)
  let minted = 0
  for (let round = 0; round < ROUNDS; round += 1) {
    const tokens = await tokensFor(person)
    const racing = Array.from({ length: 20 }, async (_, i) => {
      await pause(Math.random() * 40)
      return refresh(i % 2 ? server.port : second.port, tokens.refresh)
    })
    // On a slow machine too some come before the ending, and others after it.
    await (round % 2 ? Promise.race(racing) : pause(Math.random() * 40))
    expect(await endSessions(tokens, 'everywhere', LAPTOP)).toBe(true)
    const answers = await Promise.all(racing)
    minted += answers.filter((answer) => answer.refresh !== null).length
    for (const answer of answers) await expectDead(answer)
  }
  console.log(`${ROUNDS} rounds, ${minted} refreshes came before the ending, none outlived it`)
  expect(minted, 'some must come before the ending').toBeGreaterThan(0)
})

async function expectDead({ refresh, access, cleared }: RefreshAnswer): Promise<void> {
  expect(cleared || refresh !== null, 'an answer either way').toBe(true)
  if (refresh) expect(await sessionOfRefreshToken(refresh, new Date())).toBeNull()
  if (access) expect(await authenticate(access, 'web')).toMatchObject({ ok: false })
}

const pause = (millis: number) => new Promise((resolve) => setTimeout(resolve, millis))
