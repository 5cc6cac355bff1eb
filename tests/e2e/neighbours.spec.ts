/** Two installations on two ports of one host: a browser sends the cookies of either to both. */
import type { Page } from '@playwright/test'
import { PASSWORD } from '../support/accounts'
import { startServer, type TestServer } from '../support/server'
import { expect, signIn, test } from './fixtures'

let neighbour: TestServer

test.beforeAll(async () => {
  neighbour = await startServer()
})

test.afterAll(async () => {
  await neighbour.stop()
})

test(
  'a browser can be signed in to two installations on one host, and log out of one of them',
  { tag: '@long' },
  async ({ server, person, context, page }) => {
    const { refresh } = await signIn(context, person, server)
    await page.goto(`${neighbour.origin}/dashboard`)
    await expect(page).toHaveURL(/\/login\?/)
    await expect(page.getByRole('status')).toHaveCount(0)
    const kept = await context.cookies()
    expect(kept.find(({ name }) => name === 'gh_refresh')?.value).toBe(refresh)

    await page.goto(`${neighbour.origin}/signup`)
    await page.getByLabel('Name').fill('Grace Hopper')
    await page.getByLabel('Email').fill('grace@example.com')
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await page.getByRole('button', { name: 'Sign up' }).click()
    await page.waitForURL('**/dashboard')

    await isIn(page, server, person.email)
    await isIn(page, neighbour, 'grace@example.com')
    // Both refresh with their own refresh tokens.
    for (const name of ['gh_access', `gh_access_${neighbour.port}`])
      await context.clearCookies({ name })
    await isIn(page, server, person.email)
    await isIn(page, neighbour, 'grace@example.com')

    await page.getByRole('button', { name: 'Log out', exact: true }).first().click()
    await page.waitForURL('**/login*')
    await isIn(page, server, person.email)
    await page.goto(`${neighbour.origin}/dashboard`)
    await expect(page).toHaveURL(/\/login\?/)
  },
)

async function isIn(page: Page, { origin }: TestServer, email: string): Promise<void> {
  await page.goto(`${origin}/dashboard`)
  await page.waitForURL('**/dashboard')
  await expect(page.getByText(email).first()).toBeVisible()
}
