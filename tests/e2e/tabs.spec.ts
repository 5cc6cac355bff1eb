import type { BrowserContext, Page } from '@playwright/test'
import { eventsOf, sessionRow } from '../support/rows'
import { cookieValue, expect, expired, signIn, test } from './fixtures'

/** `npm run test:long` sets more. */
const EXPIRATIONS = Number(process.env.EXPIRATIONS ?? 2)
const TABS = 6
const REQUESTS = 30
// A tab in use refreshes in the last quarter of the lifetime. That must be long enough for an
// answer on a busy machine: a tab that is reloaded before its answer refreshes again.
const ACCESS_TTL_MS = 6000
test.use({ settings: { ACCESS_TOKEN_TTL: '6s', CLOCK_TOLERANCE: '0s' } })

test(`${TABS} tabs stay signed in over ${EXPIRATIONS} expirations, with one refresh per expiration`, async ({
  context,
  person,
  server,
}) => {
  test.setTimeout(120_000 + EXPIRATIONS * 60_000)
  const { sessionId } = await signIn(context, person, server)
  const tabs = await openTabs(context, TABS)
  const putOut: string[] = []
  for (const tab of tabs) {
    tab.on('framenavigated', (frame) => {
      if (new URL(frame.url()).pathname === '/login') putOut.push(frame.url())
    })
  }

  for (let round = 0; round < EXPIRATIONS; round += 1) {
    await expired(context)
    const { generation } = await sessionRow(sessionId)
    // A tab in use refreshes by itself; a reloaded page goes through the refresh page.
    await Promise.all(tabs.map((tab) => (round % 2 ? tab.reload() : input(tab))))
    await expect
      .poll(async () => (await sessionRow(sessionId)).generation)
      .toBeGreaterThan(generation)
    // The answer arrives after the row is written.
    await expect
      .poll(() => cookieValue(context, 'access'), { intervals: [50], timeout: 60_000 })
      .not.toBeNull()
    await Promise.all(tabs.map((tab) => tab.waitForURL('**/dashboard')))
    await Promise.all(tabs.map((tab) => requests(tab, REQUESTS / TABS)))
  }
  for (const tab of tabs) await expect(logOutButton(tab)).toBeVisible()
  expect(putOut).toEqual([])
  expect((await sessionRow(sessionId)).endedAt).toBeNull()

  const renewals = await eventsOf('session_renewed')
  const times = renewals
    .filter((event) => event.sessionId === sessionId)
    .map(({ at }) => Number(at))
  expect(times.length).toBeGreaterThanOrEqual(EXPIRATIONS)
  // Two refreshes for one expiration would be close together: tokens are refreshed late.
  const gaps = times.sort((a, b) => a - b).map((at, i) => at - (times[i - 1] ?? -Infinity))
  expect(Math.min(...gaps)).toBeGreaterThan(ACCESS_TTL_MS / 3)
})

test('log-out during refreshes and requests is never undone', async ({
  context,
  person,
  server,
}) => {
  const { sessionId } = await signIn(context, person, server)
  const tabs = await openTabs(context, 4)
  const [first, ...others] = tabs
  await expired(context)
  const busy = others.map((tab) => Promise.all([input(tab), requests(tab, 10)]))
  await first?.evaluate(() => dispatchEvent(new KeyboardEvent('keydown')))
  if (first) await logOutButton(first).click()
  await Promise.allSettled(busy)
  for (const tab of tabs) await tab.waitForURL(/\/login(\?|$)/)
  expect((await sessionRow(sessionId)).endReason).toBe('logged-out')

  for (const tab of tabs.slice(0, 2)) {
    await tab.goto('/dashboard')
    await tab.waitForURL('**/login?**')
  }
  expect(await cookieValue(context, 'refresh')).toBeNull()
})

async function openTabs(context: BrowserContext, count: number): Promise<Page[]> {
  return Promise.all(
    Array.from({ length: count }, async () => {
      const tab = await context.newPage()
      await tab.goto('/dashboard')
      await tab.waitForURL('**/dashboard')
      return tab
    }),
  )
}

/** Simulates input in this tab, which may be navigating away. */
async function input(tab: Page): Promise<void> {
  await tab.evaluate(() => dispatchEvent(new KeyboardEvent('keydown'))).catch(() => undefined)
}

/** Background requests of a page. */
async function requests(tab: Page, count: number): Promise<void> {
  const ask = async (times: number) => {
    await Promise.all(Array.from({ length: times }, () => fetch('/dashboard').catch(() => null)))
  }
  await tab.evaluate(ask, count).catch(() => undefined)
}

function logOutButton(tab: Page) {
  return tab.getByRole('button', { name: 'Log out', exact: true }).first()
}
