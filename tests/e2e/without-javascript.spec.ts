import { PASSWORD } from '../support/accounts'
import { cookiesOfSession, cookieValue, expect, signIn, test } from './fixtures'

/** The cookie that a browser drops when the access token expires. */
const ACCESS = { name: 'gh_access' }

test.use({ javaScriptEnabled: false })

test(
  'sign-up, refresh, log-out and log-in work without JavaScript',
  { tag: '@copies' },
  async ({ page, context }) => {
    await page.goto('/signup')
    await page.getByLabel('Email').fill('quiet@example.com')
    await page.getByLabel('Password', { exact: true }).fill('short')
    await page.getByRole('button', { name: 'Sign up' }).click()
    await expect(page.getByLabel('Email')).toHaveValue('quiet@example.com')
    await expect(page.getByLabel('Password', { exact: true })).toHaveAttribute(
      'aria-invalid',
      'true',
    )
    await expect(page.getByRole('alert')).toHaveText('Choose another password.')

    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await page.getByRole('button', { name: 'Sign up' }).click()
    await page.waitForURL('**/dashboard')

    const before = await cookieValue(context, 'refresh')
    await context.clearCookies(ACCESS)
    await page.goto('/dashboard/sessions')
    await expect(page).toHaveURL('/session/refresh?next=%2Fdashboard%2Fsessions')
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.waitForURL('**/dashboard/sessions')
    expect(await cookieValue(context, 'refresh')).not.toBe(before)

    await page.getByRole('button', { name: 'Log out', exact: true }).first().click()
    await page.waitForURL('**/login')
    expect(await cookiesOfSession(context)).toEqual([])

    await page.getByLabel('Email').fill('quiet@example.com')
    await page.getByLabel('Password', { exact: true }).fill('a wrong passphrase')
    await page.getByRole('button', { name: 'Log in' }).click()
    await expect(page.getByText('Email or password is incorrect.')).toBeVisible()
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await page.getByRole('button', { name: 'Log in' }).click()
    await page.waitForURL('**/dashboard')
  },
)

test(
  'log out everywhere works without JavaScript',
  { tag: '@copies' },
  async ({ dashboard, context }) => {
    await dashboard.getByRole('button', { name: 'Log out everywhere' }).click()
    await dashboard.waitForURL('**/login')
    expect(await context.cookies()).toEqual([])
  },
)

test(
  'without JavaScript a user can log out another device after the access token has expired',
  { tag: '@copies' },
  async ({ dashboard, context, browser, person, server }) => {
    const other = await browser.newContext()
    await signIn(other, person, server)
    await dashboard.goto('/dashboard/sessions')
    await context.clearCookies(ACCESS)
    const rows = dashboard.getByRole('main').getByRole('listitem')
    await rows.filter({ hasNotText: 'This device' }).first().getByRole('button').click()
    await expect(dashboard.getByText('That device is logged out.')).toBeVisible()
    await other.close()
  },
)
