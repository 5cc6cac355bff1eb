import type { Page } from '@playwright/test'
import { endOwnSessions } from '@/lib/sessions/end/own'
import { logIn } from '@/lib/sessions/log-in'
import { startCountingProxy, type CountingProxy } from '../support/counting-proxy'
import { ask, fromPageOn } from '../support/http'
import { LAPTOP } from '../support/people'
import { refreshForm } from '../support/refresh-form'
import { changeSession, sessionRow } from '../support/rows'
import { freePort } from '../support/free-port'
import { startServer, type TestServer } from '../support/server'
import { cookieHeader, tokensFor } from '../support/session'
import {
  cookieValue,
  expect,
  givenPerson,
  keepTokens,
  shareDatabase,
  signIn,
  test,
  type Person,
} from './fixtures'

const EVENTS = /^\/session\/events\?session=[^&]+$/
const MINUTE_MS = 60_000

for (const where of ['the same server', 'another server']) {
  test(`a tab goes to the log-in page by itself when its session is ended on ${where}`, async ({
    dashboard,
    person,
    server,
  }) => {
    const second = where === 'another server' ? await startSecond(server) : null
    await dashboard.goto('/dashboard/sessions')
    await hearing(dashboard)
    const other = await tokensFor(person)
    const sentAt = Date.now()
    const out = await ask(`http://127.0.0.1:${(second ?? server).port}/session/end`, {
      method: 'POST',
      body: 'scope=everywhere',
      headers: {
        ...fromPageOn(server.origin),
        host: new URL(server.origin).host,
        'content-type': 'application/x-www-form-urlencoded',
        cookie: cookieHeader(other),
      },
    })
    expect(out.status).toBe(303)
    await dashboard.waitForURL('**/login?next=%2Fdashboard%2Fsessions')
    console.log(`Ended on ${where}: at the log-in page after ${Date.now() - sentAt} ms`)
    await expect(dashboard.getByText('Your session has ended. Log in to continue.')).toBeVisible()
    expect(await dashboard.content()).not.toContain(person.email)
    await second?.stop()
  })
}

test('an unused tab goes to the log-in page when its session expires', async ({
  context,
  page,
  person,
  server,
}) => {
  const tokens = await signIn(context, person, server)
  await changeSession(tokens.sessionId, { idleExpiresAt: new Date(Date.now() + 10_000) })
  await page.goto('/dashboard')
  await expect(page).toHaveURL(/\/dashboard$/)
  await page.waitForURL('**/login?**')
  await expect(page.getByText('Your session has ended. Log in to continue.')).toBeVisible()
  expect((await sessionRow(tokens.sessionId)).idleExpiresAt.getTime()).toBeLessThan(Date.now())
})

test('the event stream and its single check do not count as use of the session', async ({
  page,
  context,
  person,
  server,
}) => {
  const tokens = await signIn(context, person, server)
  const { sessionId } = tokens
  const longAgo = new Date(Date.now() - 30 * MINUTE_MS)
  await page.goto('/dashboard')
  await hearing(page)
  await changeSession(sessionId, { lastSeenAt: longAgo })
  await page.reload({ waitUntil: 'commit' })
  await expect.poll(async () => (await sessionRow(sessionId)).lastSeenAt).not.toEqual(longAgo)

  await hearing(page)
  await changeSession(sessionId, { lastSeenAt: longAgo })
  const before = await sessionRow(sessionId)
  const statuses = await page.evaluate(async (id) => {
    const once = await fetch(`/session/events?session=${id}&once`)
    const stream = await fetch(`/session/events?session=${id}`)
    const first = await stream.body?.getReader().read()
    return [await once.text(), new TextDecoder().decode(first?.value)]
  }, sessionId)
  expect(statuses).toEqual(['event: living\ndata: -\n\n', 'event: living\ndata: -\n\n'])
  expect(await sessionRow(sessionId)).toEqual(before)
})

test('a tab shows the new user when another user logs in in another tab', async ({
  context,
  page,
  person,
  server,
}) => {
  const before = await signIn(context, person, server)
  await page.goto('/dashboard')
  await hearing(page)
  const seen: string[] = []
  // Watches requests, since a busy machine reports changes of the URL late.
  page.on('request', (asked) => {
    if (asked.isNavigationRequest()) seen.push(new URL(asked.url()).pathname)
  })
  const askedAgain = page.waitForRequest('**/session/events?*')
  const next = await givenPerson()
  const result = await logIn({ ...next, persistent: true, from: LAPTOP, replaces: before })
  if (!result.ok) throw new Error(result.reason)
  // The tab hears of the end at once, before the answer with the new cookies arrives.
  await askedAgain
  expect(seen).toEqual([])
  await keepTokens(context, result.tokens, server)
  await expect(page.getByText(next.email).first()).toBeVisible()
  await expect(page.getByText(person.email)).toHaveCount(0)
  expect(new Set(seen)).toEqual(new Set(['/dashboard']))
})

test('a form and a refresh of a replaced session wait for the cookies of the new session', async ({
  context,
  page,
  person,
  server,
}) => {
  const before = await signIn(context, person, server)
  await tokensFor(person)
  // As in a browser without an event stream at the moment.
  await page.route('**/session/events?*', (route) => route.abort())
  await page.goto('/dashboard/sessions')
  const seen: string[] = []
  page.on('framenavigated', (frame) => seen.push(new URL(frame.url()).pathname))
  const result = await logIn({ ...person, persistent: true, from: LAPTOP, replaces: before })
  if (!result.ok) throw new Error(result.reason)

  const refresh = await refreshForm(server.origin)
  const answer = await refresh(server.port, before.refresh)
  expect(answer).toMatchObject({ status: 303, refresh: null, cleared: false })

  const others = page.getByRole('main').getByRole('listitem').filter({ hasNotText: 'This device' })
  await others
    .first()
    .getByRole('button', { name: /Log out/ })
    .click()
  await page.waitForURL('**/session/refresh?**')
  expect(await cookieValue(context, 'refresh')).toBe(before.refresh)
  await keepTokens(context, result.tokens, server)
  await page.waitForURL('**/dashboard/sessions')
  await expect(page.getByText('This device')).toBeVisible()
  expect(seen).not.toContain('/login')
})

test.describe('behind a proxy', () => {
  let server: TestServer
  let proxy: CountingProxy
  let person: Person

  test.beforeAll(async () => {
    const port = await freePort()
    const origin = `http://localhost:${port}`
    server = await startServer({ env: { APP_ORIGIN: origin, TRUSTED_PROXIES: '127.0.0.1,::1' } })
    proxy = await startCountingProxy(port, server.port)
  })
  test.beforeEach(async () => {
    await shareDatabase(server)
    person = await givenPerson()
  })
  test.afterAll(async () => {
    await proxy.stop()
    await server.stop()
  })

  test('several tabs of a browser share one event stream, and all learn that the session has ended', async ({
    context,
  }) => {
    const tokens = await signIn(context, person, server)
    const tabs: Page[] = []
    for (let i = 0; i < 4; i += 1) {
      const tab = await context.newPage()
      await tab.goto(`${server.origin}/dashboard`)
      tabs.push(tab)
    }
    await expect.poll(streams).toBe(1)
    for (const tab of tabs) await hearing(tab)
    expect(streams()).toBe(1)

    // When the tab that holds the stream closes, another tab takes over.
    await tabs.shift()?.close()
    await expect.poll(streams).toBe(1)
    await tabs.pop()?.close()
    await expect.poll(streams).toBe(1)

    await endOwnSessions(tokens, 'this', LAPTOP)
    for (const tab of tabs) await tab.waitForURL('**/login?**')
    await expect.poll(streams).toBe(0)
  })

  test('a hidden tab holds no event stream, and checks its session once when it is shown', async ({
    context,
    page,
  }) => {
    const tokens = await signIn(context, person, server)
    await page.goto(`${server.origin}/dashboard`)
    await expect.poll(streams).toBe(1)
    await setVisibility(page, 'hidden')
    await expect.poll(streams).toBe(0)
    await endOwnSessions(tokens, 'this', LAPTOP)
    const before = proxy.asked().length
    await setVisibility(page, 'visible')
    await page.waitForURL('**/login?**')
    const asked = proxy.asked().slice(before)
    expect(asked.filter((path) => path.startsWith('/session/events'))).toHaveLength(1)
  })

  function streams(): number {
    return proxy.underWay().filter((path) => EVENTS.test(path)).length
  }
})

async function startSecond(first: TestServer): Promise<TestServer> {
  const port = await freePort()
  return startServer({ port, env: { ...first.env, PORT: String(port), WEB_CONCURRENCY: '2' } })
}

/** Waits until this page or another tab of its browser listens for the end of the session. */
async function hearing(page: Page): Promise<void> {
  await page.waitForFunction(async () => {
    const { held = [] } = await navigator.locks.query()
    return held.some(({ name }) => name?.startsWith('gatehouse-live-line'))
  })
}

/** Simulates switching tabs, which a browser without a screen does not report. */
async function setVisibility(page: Page, state: DocumentVisibilityState): Promise<void> {
  await page.evaluate((value) => {
    Object.defineProperty(document, 'visibilityState', { value, configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
  }, state)
}
