import { chromium, type BrowserContext, type Page } from '@playwright/test'
import { read } from '@/db/connection'
import { rateLimits } from '@/db/tables'
import { endOwnSessions } from '@/lib/sessions/end/own'
import type { SessionTokens } from '@/lib/sessions/issue'
import { LAPTOP } from '../support/people'
import { eventTypes, sessionRow } from '../support/rows'
import { expect, signIn, test, type Person } from './fixtures'

const EVENTS = '**/session/events?*'

test('Back shows no protected page after log-out in a browser with a back-forward cache', async ({
  launchOptions,
  person,
  server,
}) => {
  // Playwright disables the back-forward cache, which every real browser has.
  const browser = await chromium.launch({
    ...launchOptions,
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  })
  const context = await browser.newContext({ baseURL: server.origin })
  await signIn(context, person, server)
  const page = await context.newPage()
  await page.goto('/dashboard')
  await page.goto('/dashboard/sessions')
  await logOut(page)
  await expectNothingBehind(page, person)

  const tokens = await signIn(context, person, server)
  await page.goto('/dashboard')
  await page.goto('/')
  await endOwnSessions(tokens, 'everywhere', LAPTOP)
  await expectNothingBehind(page, person)
  await browser.close()
})

test('a page from the back-forward cache is hidden and loaded again', async ({ dashboard }) => {
  const shows = (type: string) =>
    dashboard.evaluate((name) => {
      dispatchEvent(new PageTransitionEvent(name, { persisted: true }))
      return getComputedStyle(document.documentElement).display
    }, type)
  await expect(dashboard.getByRole('heading', { level: 1 })).toBeVisible()
  // The page listens once its script runs.
  await expect.poll(() => shows('pagehide')).toBe('none')
  const loaded = dashboard.waitForEvent('load')
  expect(await shows('pageshow')).toBe('none')
  await loaded
  await expect(dashboard.getByRole('heading', { level: 1 })).toBeVisible()
})

test('a soft navigation after the session was ended elsewhere leads to the log-in page', async ({
  context,
  page,
  person,
  server,
}) => {
  const tokens = await signIn(context, person, server)
  // As in a browser without an event stream at the moment.
  await page.route(EVENTS, (route) => route.abort())
  await page.goto('/dashboard')
  await page.evaluate(() => Object.assign(window, { same: true }))
  await endOwnSessions(tokens, 'everywhere', LAPTOP)
  await page.getByRole('link', { name: 'Sessions', exact: true }).click()
  await page.waitForURL('**/login?**')
  await expect(page.getByText('This device')).toHaveCount(0)
  await expect(page.getByText(person.email)).toHaveCount(0)
})

test('links that the browser prefetches change nothing', async ({
  context,
  page,
  person,
  server,
}) => {
  const { sessionId } = await signIn(context, person, server)
  await page.goto('/')
  await context.clearCookies({ name: 'gh_access' })
  const before = await traces(sessionId)
  let answers = 0
  page.on('response', (response) => {
    if (response.ok() && response.url().includes('ahead')) answers += 1
  })
  await page.evaluate(() => {
    for (let i = 0; i < 20; i += 1) {
      const link = document.createElement('link')
      link.rel = 'prefetch'
      link.href = `/dashboard?ahead=${i}`
      document.head.append(link)
      void fetch(`/dashboard/sessions?ahead=${i}`, {
        headers: { rsc: '1', 'next-router-prefetch': '1' },
      })
    }
  })
  // Each request is redirected to the refresh page, which no user sees.
  await expect.poll(() => answers).toBe(40)
  expect(await traces(sessionId)).toEqual(before)
  await page.goto('/dashboard')
  await expect(page.getByText(person.email).first()).toBeVisible()
})

const WAKES: Record<string, (page: Page, context: BrowserContext) => Promise<void>> = {
  'the device wakes from sleep': (page: Page) => page.clock.fastForward('01:00'),
  'the network is back': async (_page, context) => {
    await context.setOffline(true)
    await context.setOffline(false)
  },
  // Chromium does not freeze visible pages, and without a screen all pages count as visible.
  'the browser unfreezes it': async (page) => {
    await page.evaluate(() => document.dispatchEvent(new Event('resume')))
  },
}

for (const [event, wake] of Object.entries(WAKES)) {
  test(`a tab whose event stream is dead finds that its session has ended when ${event}`, async ({
    context,
    page,
    person,
    server,
  }) => {
    const tokens = await signIn(context, person, server)
    await page.clock.install()
    // A dead stream, as after sleep: the first request is never answered.
    let requests = 0
    await page.route(EVENTS, (route) => (requests++ === 0 ? undefined : route.continue()))
    await page.goto('/dashboard')
    await expect.poll(() => requests).toBe(1)
    // From now on timers do not fire.
    await page.clock.pauseAt(new Date(Date.now() + 3000))
    await endOwnSessions(tokens, 'this', LAPTOP)
    expect(new URL(page.url()).pathname).toBe('/dashboard')
    await wake(page, context)
    await page.waitForURL('**/login?**')
    await expect(page.getByText('Your session has ended. Log in to continue.')).toBeVisible()
  })
}

async function logOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Log out', exact: true }).first().click()
  await page.waitForURL('**/login')
}

/** Goes Back to the first page, and checks every page on the way. */
async function expectNothingBehind(page: Page, person: Person): Promise<void> {
  for (let i = 0; i < 3; i += 1) {
    await page.goBack({ waitUntil: 'commit' }).catch(() => null)
    // At the beginning of the history the tab is empty, which takes a moment.
    await expect.poll(() => whatIsShown(page)).toMatch(NOTHING_OF_A_PERSON)
    if (page.url() === EMPTY) return
    await expect(page.getByText(person.email)).toHaveCount(0)
    await expect(page.getByText('This device')).toHaveCount(0)
  }
}

const EMPTY = 'about:blank'
const NOTHING_OF_A_PERSON = /^(about:blank|Log in|Your Gatehouse account)$/

async function whatIsShown(page: Page): Promise<string> {
  if (page.url() === EMPTY) return EMPTY
  // During a navigation there are no headings.
  const titles = await page
    .getByRole('heading', { level: 1 })
    .allInnerTexts()
    .catch(() => [])
  return titles.join() || page.url()
}

/** The rows that a refresh, a log-in or a log-out would change. */
async function traces(sessionId: SessionTokens['sessionId']) {
  const limits = await read((db) => db.select().from(rateLimits))
  return { session: await sessionRow(sessionId), events: await eventTypes(), limits }
}
