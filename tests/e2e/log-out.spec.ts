import type { Page } from '@playwright/test'
import { copySession } from '../support/rows'
import { tokensFor } from '../support/session'
import { expect, givenPerson, signIn, test } from './fixtures'

test(
  'log out everywhere signs the other browser out at its next request',
  { tag: '@copies' },
  async ({ dashboard, browser, person, server }) => {
    const other = await browser.newContext({ baseURL: server.origin })
    await signIn(other, person, server)
    const otherPage = await other.newPage()
    await otherPage.goto('/dashboard')
    await expect(otherPage).toHaveURL(/\/dashboard$/)
    // This page does not learn by itself that the session has ended.
    await otherPage.goto('/')

    await dashboard.getByRole('button', { name: 'Log out everywhere' }).click()
    await dashboard.waitForURL('**/login')
    await expect(dashboard.getByText('You are logged out on every device.')).toBeVisible()

    await otherPage.goto('/dashboard')
    await otherPage.waitForURL('**/login?**')
    expect(await other.cookies()).toEqual([])
    await other.close()
  },
)

test(
  'a user can log out one other device from the list of devices',
  { tag: '@copies' },
  async ({ dashboard, browser, person, server }) => {
    const other = await browser.newContext({ baseURL: server.origin })
    await signIn(other, person, server)
    const otherPage = await other.newPage()
    await otherPage.goto('/dashboard')

    await dashboard.goto('/dashboard/sessions')
    const rows = dashboard.getByRole('main').getByRole('listitem')
    await expect(rows.filter({ hasText: 'This device' })).toHaveCount(1)
    const before = await rows.count()
    await rows.filter({ hasNotText: 'This device' }).first().getByRole('button').click()
    await expect(dashboard.getByText('That device is logged out.')).toBeVisible()
    await expect(rows).toHaveCount(before - 1)
    await other.close()
  },
)

test(
  'a long list of devices has pages, and all other devices can be logged out at once',
  { tag: '@copies' },
  async ({ dashboard, person }) => {
    const { sessionId } = await tokensFor(person)
    await copySession(sessionId, 100)
    await dashboard.goto('/dashboard/sessions')
    const rows = dashboard.getByRole('main').getByRole('listitem')
    const count = Number(
      /(\d+) devices are logged in/.exec(await dashboard.getByRole('main').innerText())?.[1],
    )
    expect(count).toBeGreaterThan(100)
    await expect(rows).toHaveCount(51)
    await dashboard.getByRole('link', { name: 'Next page' }).click()
    await expect(rows).toHaveCount(50)
    await expect(rows.filter({ hasText: 'This device' })).toHaveCount(0)
    await dashboard.getByRole('link', { name: 'Next page' }).click()
    await expect(rows).toHaveCount(count - 101)
    await expect(dashboard.getByRole('link', { name: 'Next page' })).toHaveCount(0)

    await dashboard.getByRole('button', { name: 'Log out all other devices' }).click()
    await dashboard.getByRole('button', { name: 'Yes, log out all others' }).click()
    await expect(dashboard.getByText('All other devices are logged out.')).toBeVisible()
    await expect(rows).toHaveCount(1)
    await expect(dashboard.getByText('One device is logged in.')).toBeVisible()
  },
)

test(
  'logging out all other devices keeps this device signed in',
  { tag: '@copies' },
  async ({ dashboard, browser, person, server }) => {
    const other = await browser.newContext({ baseURL: server.origin })
    await signIn(other, person, server)
    await dashboard.goto('/dashboard/sessions')
    await dashboard.getByRole('button', { name: 'Log out all other devices' }).click()
    await dashboard.getByRole('button', { name: 'Yes, log out all others' }).click()
    await expect(dashboard.getByText('All other devices are logged out.')).toBeVisible()

    const otherPage = await other.newPage()
    await otherPage.goto('/dashboard')
    await otherPage.waitForURL('**/login?**')
    await dashboard.reload()
    await expect(dashboard).toHaveURL(/\/dashboard\/sessions/)
    await other.close()
  },
)

test(
  'a user can log out every device from the list, after a question that says how many',
  { tag: '@copies' },
  async ({ dashboard, context, person }) => {
    await tokensFor(person)
    await dashboard.goto('/dashboard/sessions')
    await dashboard.getByRole('button', { name: /^Log out all \d+ devices$/ }).click()
    await dashboard.getByRole('button', { name: 'Cancel' }).click()
    await dashboard.getByRole('button', { name: /^Log out all \d+ devices$/ }).click()
    await dashboard.getByRole('button', { name: 'Yes, log out every device' }).click()
    await dashboard.waitForURL('**/login')
    expect(await context.cookies()).toEqual([])
  },
)

test('Back after log-out shows no protected page', async ({ dashboard, person }) => {
  await dashboard.goto('/dashboard/sessions')
  await logOut(dashboard)
  for (let i = 0; i < 3; i += 1) {
    await dashboard.goBack().catch(() => null)
    await expect(dashboard.getByText(person.email)).toHaveCount(0)
    await expect(dashboard.getByText('This device')).toHaveCount(0)
  }
  await dashboard.goto('/dashboard')
  await expect(dashboard).toHaveURL(/\/login/)
})

test('the next user of the same tab sees nothing of the last one', async ({
  dashboard,
  person,
  context,
  server,
}) => {
  await logOut(dashboard)
  const next = await givenPerson()
  await signIn(context, next, server)
  await dashboard.goto('/dashboard')
  await expect(dashboard.getByText(next.email).first()).toBeVisible()
  await expect(dashboard.getByText(person.email)).toHaveCount(0)
})

test(
  'copied cookies open nothing after log-out',
  { tag: '@copies' },
  async ({ dashboard, context, browser, server }) => {
    const copied = await context.cookies()
    await logOut(dashboard)
    for (const which of [/access/, /refresh/, /./]) {
      const thief = await browser.newContext({ baseURL: server.origin })
      await thief.addCookies(copied.filter((cookie) => which.test(cookie.name)))
      const page = await thief.newPage()
      await page.goto('/dashboard')
      await page.waitForURL('**/login?**')
      await thief.close()
    }
  },
)

test('after log-out in one tab the other tabs show the log-in page with the message', async ({
  dashboard,
  context,
}) => {
  const others = await Promise.all([1, 2, 3].map(() => context.newPage()))
  await Promise.all(others.map((tab) => tab.goto('/dashboard')))
  await logOut(dashboard)
  for (const tab of others) {
    await tab.waitForURL('**/login?**')
    await expect(tab.getByText('You are logged out.')).toBeVisible()
  }
})

async function logOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Log out', exact: true }).first().click()
  await page.waitForURL('**/login')
}
