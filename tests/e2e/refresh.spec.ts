import { chromium, type BrowserContext } from '@playwright/test'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { SessionId } from '@/lib/base/ids'
import { eventsOf, sessionRow } from '../support/rows'
import { cookieValue, expect, expired, signIn, test } from './fixtures'

// Long enough to load a page, short enough to expire during a test.
test.use({ settings: { ACCESS_TOKEN_TTL: '3s', CLOCK_TOLERANCE: '0s' } })

test('a tab whose access token expired during sleep is still signed in', async ({
  dashboard,
  context,
}) => {
  const before = await cookieValue(context, 'refresh')
  const seen: string[] = []
  dashboard.on('framenavigated', (frame) => seen.push(new URL(frame.url()).pathname))
  await expired(context)
  await dashboard.goto('/dashboard/sessions')
  await dashboard.waitForURL('**/dashboard/sessions')
  await expect(dashboard.getByRole('heading', { level: 1 })).toHaveText('Sessions')
  expect(seen).not.toContain('/login')
  expect(await cookieValue(context, 'refresh')).not.toBe(before)
})

test('a link within the app works after the access token has expired', async ({
  dashboard,
  context,
}) => {
  await expired(context)
  await dashboard.getByRole('link', { name: 'Sessions' }).first().click()
  await dashboard.waitForURL('**/dashboard/sessions')
  await expect(dashboard.getByRole('heading', { level: 1 })).toHaveText('Sessions')
})

test('eight tabs that reload at once after the access token expired are all signed in', async ({
  dashboard,
  context,
}) => {
  const tabs = [dashboard]
  while (tabs.length < 8) {
    const tab = await context.newPage()
    await tab.goto('/dashboard')
    await tab.waitForURL('**/dashboard')
    tabs.push(tab)
  }
  await expired(context)
  await Promise.all(tabs.map((tab) => tab.reload()))
  for (const tab of tabs) {
    await tab.waitForURL('**/dashboard')
    await expect(tab.getByRole('button', { name: 'Log out', exact: true }).first()).toBeVisible()
  }
})

test('a form sent after the access token expired does what it says', async ({
  dashboard,
  context,
  browser,
  person,
  server,
}) => {
  const other = await browser.newContext()
  await signIn(other, person, server)
  await dashboard.goto('/dashboard/sessions')
  const row = dashboard
    .getByRole('main')
    .getByRole('listitem')
    .filter({ hasNotText: 'This device' })
  await expired(context)
  await row
    .first()
    .getByRole('button', { name: /Log out/ })
    .click()
  await expect(dashboard.getByText('That device is logged out.')).toBeVisible()
  await expect(dashboard).toHaveURL(/\/dashboard\/sessions/)
  await other.close()
})

test('a link from another site opens the page for a user whose access token has expired', async ({
  dashboard,
  context,
  server,
}) => {
  const elsewhere = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html')
    response.end(`<a href="${server.origin}/dashboard/sessions">to the app</a>`)
  }).listen(0, '127.0.0.1')
  await once(elsewhere, 'listening')
  try {
    await dashboard.goto(`http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`)
    await expired(context)
    await dashboard.getByRole('link').click()
    await dashboard.waitForURL(`${server.origin}/dashboard/sessions`)
    await expect(dashboard.getByRole('heading', { level: 1 })).toHaveText('Sessions')
  } finally {
    elsewhere.close()
  }
})

test('a copied refresh cookie used after two refreshes ends the session for both sides', async ({
  dashboard,
  context,
  browser,
  server,
}) => {
  const stolen = await context.cookies()
  for (let i = 0; i < 2; i += 1) {
    await expired(context)
    await dashboard.goto('/dashboard')
    await dashboard.waitForURL('**/dashboard')
  }
  const thief = await browser.newContext({ baseURL: server.origin })
  await thief.addCookies(stolen.filter((cookie) => cookie.name.endsWith('refresh')))
  const thiefPage = await thief.newPage()
  await thiefPage.goto('/dashboard')
  await thiefPage.waitForURL('**/login?**')
  expect(await cookieValue(thief, 'refresh')).toBeNull()

  await dashboard.goto('/dashboard')
  await dashboard.waitForURL('**/login?**')
  const sid = sessionOf(stolen)
  expect((await sessionRow(sid)).endReason).toBe('reuse')
  const events = await eventsOf('authn_token_reuse')
  expect(events.filter((event) => event.sessionId === sid)).toHaveLength(1)
  await thief.close()
})

test('a browser killed right after a refresh is still signed in after its restart', async ({
  person,
  server,
  launchOptions,
}, info) => {
  const profile = info.outputPath('profile')
  const open = () => chromium.launchPersistentContext(profile, { ...launchOptions, headless: true })

  const first = await open()
  await signIn(first, person, server)
  await (await first.newPage()).goto(`${server.origin}/dashboard`)
  const kept = await cookieValue(first, 'refresh')
  // A browser that closes normally writes its cookies to disk.
  await first.close()

  const second = await open()
  await expired(second)
  const page = await second.newPage()
  await page.goto(`${server.origin}/dashboard`)
  await page.waitForURL('**/dashboard')
  expect(await cookieValue(second, 'refresh')).not.toBe(kept)
  await kill(second)

  const third = await open()
  expect(await cookieValue(third, 'refresh'), 'the jar is one generation back').toBe(kept)
  const back = await third.newPage()
  await back.goto(`${server.origin}/dashboard`)
  await back.waitForURL('**/dashboard')
  await expect(back.getByRole('button', { name: 'Log out', exact: true }).first()).toBeVisible()
  await third.close()
})

/** Kills every process of this browser before it can save anything. */
async function kill(context: BrowserContext): Promise<void> {
  const session = await context.browser()?.newBrowserCDPSession()
  const { processInfo = [] } = (await session?.send('SystemInfo.getProcessInfo')) ?? {}
  expect(processInfo.map(({ type }) => type)).toContain('browser')
  for (const { id } of processInfo.reverse()) process.kill(id, 'SIGKILL')
  await context.close().catch(() => undefined)
}

/** The session that a refresh cookie names. */
function sessionOf(cookies: Awaited<ReturnType<BrowserContext['cookies']>>): SessionId {
  const token = cookies.find((cookie) => cookie.name.endsWith('refresh'))?.value ?? ''
  const [, payload = ''] = token.split('.')
  const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString())
  return (claims as { sid: SessionId }).sid
}
