import type { SessionTokens } from '@/lib/sessions/issue'
import type { Fleet } from '../support/fleet'
import { ask, fromPageOn, type Answer } from '../support/http'
import { raceLogOut } from '../support/races'
import { keepRefreshing, refreshForm } from '../support/refresh-form'
import { eventsOf, sessionRow } from '../support/rows'
import { startServer, type TestServer } from '../support/server'
import { cookieHeader, tokensFor } from '../support/session'
import { cookieValue, expect, signIn, test, type Person } from './fixtures'

/** `npm run test:long -- copies` sets more. */
const ROUNDS = Number(process.env.ROUNDS ?? 4)
const REFRESHES = Number(process.env.REFRESHES ?? 60)

test.describe.configure({ mode: 'default', timeout: 120_000 })

test(
  'users sign up, see every device and log out everywhere, whichever instance answers',
  { tag: '@copies' },
  async ({ page, browser, fleet }) => {
    await page.goto('/signup')
    await page.getByLabel('Email').fill('many-copies@example.com')
    await page.getByLabel('Password', { exact: true }).fill('quartz lantern over the moat')
    await page.getByRole('button', { name: 'Sign up' }).click()
    await page.waitForURL('**/dashboard')

    await page.getByRole('link', { name: 'Sessions', exact: true }).click()
    await expect(page.getByText('This device')).toBeVisible()
    const other = await browser.newContext({ baseURL: fleet.origin })
    const otherPage = await other.newPage()
    await otherPage.goto('/login')
    await otherPage.getByLabel('Email').fill('many-copies@example.com')
    await otherPage.getByLabel('Password', { exact: true }).fill('quartz lantern over the moat')
    await otherPage.getByRole('button', { name: 'Log in' }).click()
    await otherPage.waitForURL('**/dashboard')

    await page.getByRole('button', { name: 'Log out everywhere' }).click()
    await page.waitForURL('**/login')
    // The page leaves by itself.
    await otherPage.waitForURL('**/login?**')
    for (const { port } of fleet.copies) {
      expect(fleet.balancer.answered.get(port), 'every copy had its turn').toBeGreaterThan(2)
    }
    await other.close()
  },
)

test(
  'sessions are refreshed, and a new password ends the others, whichever instance answers',
  { tag: '@copies' },
  async ({ context, page, browser, fleet, person, server }) => {
    await signIn(context, person, server)
    const before = await cookieValue(context, 'refresh')
    await context.clearCookies({ name: 'gh_access' })
    await page.goto('/dashboard/security')
    await page.waitForURL('**/dashboard/security')
    expect(await cookieValue(context, 'refresh')).not.toBe(before)

    const other = await browser.newContext({ baseURL: fleet.origin })
    await signIn(other, person, server)
    const next = 'a kettle of winter thunder'
    await page.getByLabel('Current password', { exact: true }).fill(person.password)
    await page.getByLabel('New password', { exact: true }).fill(next)
    await page.getByRole('button', { name: 'Change password' }).click()
    await expect(page.getByText('Your password has been changed.')).toBeVisible()
    for (const { port } of fleet.copies) {
      const access = (await cookieValue(other, 'access')) ?? ''
      const answer = await look(`http://127.0.0.1:${port}`, { access }, fleet.origin)
      expect(answer.location).toMatch(/^\/login\?/)
    }
    await page.reload()
    await expect(page).toHaveURL(/\/dashboard\/security$/)
    await other.close()
  },
)

test(
  'a tab goes to the log-in page by itself when its session is ended on another instance',
  { tag: '@copies' },
  async ({ context, page, fleet, person, server }) => {
    for (const [copy] of fleet.copies.entries()) {
      const tokens = await signIn(context, person, server)
      await page.goto('/dashboard')
      await expect(page).toHaveURL(/\/dashboard$/)
      expect(
        await logOut(`http://127.0.0.1:${fleet.copies[copy]?.port}`, tokens, fleet.origin),
      ).toBe(true)
      await page.waitForURL('**/login?**')
      await expect(page.getByText('Your session has ended. Log in to continue.')).toBeVisible()
    }
  },
)

test(
  `simultaneous refreshes of one token over three instances create one successor (${REFRESHES})`,
  { tag: '@copies' },
  async ({ fleet, person }) => {
    const tokens = await tokensFor(person)
    const refresh = await refreshForm(fleet.origin)
    const ports = fleet.copies.map((copy) => copy.port)
    const answers = await Promise.all(
      Array.from({ length: REFRESHES }, (_, i) => refresh(ports[i % 3] ?? 0, tokens.refresh)),
    )
    const successors = new Set(answers.flatMap((answer) => answer.refresh ?? []))
    expect(successors.size).toBe(1)
    // Requests that got no connection in time were told to try again, not signed out.
    expect(answers.filter((answer) => answer.cleared)).toHaveLength(0)
    expect(await sessionRow(tokens.sessionId)).toMatchObject({ generation: 1, endedAt: null })
    const renewals = await eventsOf('session_renewed')
    expect(renewals.filter((event) => event.sessionId === tokens.sessionId)).toHaveLength(1)
  },
)

test(
  `no token works after log out everywhere has raced 20 refreshes (${ROUNDS} rounds)`,
  { tag: '@copies' },
  async ({ fleet, person }) => {
    test.setTimeout(120_000 + ROUNDS * 3000)
    const refresh = await refreshForm(fleet.origin)
    const ports = fleet.copies.map((copy) => copy.port)
    const { minted, alive } = await raceLogOut(person, refresh, ports, ROUNDS)
    expect(alive).toEqual([])
    expect(minted, 'some must come before the ending').toBeGreaterThan(0)
  },
)

test(
  'an instance killed under load forgets no ended session, and the other instances go on',
  { tag: ['@copies', '@long'] },
  async ({ fleet, person }) => {
    const killed = fleet.copies[2] as TestServer
    const ended = await underLoad(fleet, person, async () => {
      await killed.kill('SIGKILL')
    })
    fleet.copies[2] = await startServer({ env: killed.env, port: killed.port })
    await expectEndedEverywhere(fleet, ended)
  },
)

test(
  'a database that crashes under load forgets no ended session, and all instances recover',
  { tag: '@copies' },
  async ({ fleet, person }) => {
    const ended = await underLoad(fleet, person, () => fleet.database.restart('immediate'))
    await expectEndedEverywhere(fleet, ended)
  },
)

test(
  'an outage of the database lets no user in and ends no session, and all instances recover',
  { tag: '@copies' },
  async ({ context, page, fleet, person, server }) => {
    const tokens = await signIn(context, person, server)
    const gone = await tokensFor(person)
    expect(await logOut(fleet.origin, gone)).toBe(true)
    await page.goto('/dashboard')
    await expect(page).toHaveURL(/\/dashboard$/)

    await fleet.database.halt()
    for (let i = 0; i < fleet.copies.length; i += 1) {
      const answer = await look(fleet.origin, tokens)
      expect(answer.location).toBe('/unavailable?next=%2Fdashboard')
      expect(answer.setCookies).toEqual([])
      expect((await look(fleet.origin, gone)).location).toMatch(/^\/(unavailable|login)\?/)
    }
    expect(await logOut(fleet.origin, tokens)).toBe(false)
    await fleet.database.start()

    await expect(async () => {
      for (let i = 0; i < fleet.copies.length; i += 1) {
        expect((await look(fleet.origin, tokens)).status).toBe(200)
      }
    }).toPass({ timeout: 30_000 })
    expect((await look(fleet.origin, gone)).status).toBe(307)
    await page.reload()
    await expect(page).toHaveURL(/\/dashboard$/)
  },
)

function look(
  address: string,
  { access }: Pick<SessionTokens, 'access'>,
  origin = address,
): Promise<Answer> {
  const headers = { cookie: cookieHeader({ access }), host: new URL(origin).host }
  return ask(`${address}/dashboard`, { headers })
}

/** @returns whether the log-out was acknowledged */
async function logOut(
  address: string,
  { access, refresh }: SessionTokens,
  origin = address,
): Promise<boolean> {
  const answer = await ask(`${address}/session/end`, {
    method: 'POST',
    body: 'scope=this',
    headers: {
      ...fromPageOn(origin),
      host: new URL(origin).host,
      'content-type': 'application/x-www-form-urlencoded',
      cookie: cookieHeader({ access, refresh }),
    },
  }).catch(() => null)
  return answer?.status === 303
}

/**
 * Some clients refresh without a pause and others log out while `trouble` runs. A client without an
 * answer tries again.
 *
 * @returns the tokens of the clients that logged out
 */
async function underLoad(
  fleet: Fleet,
  person: Person,
  trouble: () => Promise<void>,
): Promise<SessionTokens[]> {
  const refresh = await refreshForm(fleet.origin)
  const staying = await many(4, () => tokensFor(person))
  const leaving = await many(20, () => tokensFor(person))
  const load = { goesOn: true, refreshes: 0 }
  const running = staying.map((tokens) =>
    keepRefreshing(refresh, fleet.balancer.port, tokens.refresh, load),
  )
  const goesOn = async () => {
    const before = load.refreshes
    await expect.poll(() => load.refreshes, { timeout: 30_000 }).toBeGreaterThan(before + 10)
  }
  await goesOn()
  let refusals = 0
  const logOuts = leaving.map(async (tokens, i) => {
    await pause(i * 30)
    while (!(await logOut(fleet.origin, tokens))) refusals += await pause(50).then(() => 1)
  })
  await pause(250)
  await trouble()
  await Promise.all(logOuts)
  await goesOn()
  load.goesOn = false
  expect(await Promise.all(running)).toEqual(staying.map(() => 'never refused'))
  console.log(`${load.refreshes} refreshes, ${leaving.length} log-outs, ${refusals} asked again`)
  return leaving
}

async function expectEndedEverywhere({ copies, origin }: Fleet, ended: SessionTokens[]) {
  for (const { port } of copies) {
    for (const tokens of ended) {
      const { location } = await look(`http://127.0.0.1:${port}`, tokens, origin)
      expect(location).toMatch(/^\/login\?/)
    }
  }
  for (const { sessionId } of ended) {
    expect((await sessionRow(sessionId)).endedAt, 'written down').not.toBeNull()
  }
}

async function many<T>(count: number, make: () => Promise<T>): Promise<T[]> {
  const made: T[] = []
  for (let i = 0; i < count; i += 1) made.push(await make())
  return made
}

const pause = (millis: number) => new Promise((resolve) => setTimeout(resolve, millis))
