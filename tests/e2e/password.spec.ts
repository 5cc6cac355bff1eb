import { cookieValue, expect, signIn, test, type Person } from './fixtures'
import type { Page } from '@playwright/test'

const NEW = 'a kettle of winter thunder'
const DONE = 'Your password has been changed. All other devices have been logged out.'

test(
  'a password change signs out the other device and keeps this one signed in',
  { tag: '@copies' },
  async ({ dashboard, context, browser, person, server }) => {
    const other = await browser.newContext()
    await signIn(other, person, server)
    const elsewhere = await other.newPage()
    await elsewhere.goto('/dashboard')
    await expect(elsewhere.getByRole('heading', { name: /Hello/ })).toBeVisible()

    await dashboard.getByRole('link', { name: 'Security' }).click()
    await expect(dashboard.getByText(/all other devices are logged out/)).toBeVisible()
    const before = await cookieValue(context, 'refresh')
    await change(dashboard, person.password, NEW)
    await expect(dashboard.getByRole('status').filter({ hasText: DONE })).toBeFocused()
    await expect(dashboard.getByLabel('Current password', { exact: true })).toHaveValue('')
    await expect(dashboard.getByLabel('New password', { exact: true })).toHaveValue('')
    expect(await cookieValue(context, 'refresh')).not.toBe(before)

    // The page leaves by itself.
    await elsewhere.waitForURL('**/login?**')
    await logIn(elsewhere, person)
    await expect(elsewhere.getByText('Email or password is incorrect.')).toBeVisible()
    await logIn(elsewhere, { ...person, password: NEW })
    await elsewhere.waitForURL('**/dashboard')

    await dashboard.goto('/dashboard/sessions')
    await expect(dashboard.getByText('2 devices are logged in.')).toBeVisible()
    await dashboard.goto('/dashboard')
    await expect(dashboard.getByText('You changed your password')).toBeVisible()
    await other.close()
  },
)

test('a slow answer to a password change is not overtaken by the news of the new session', async ({
  dashboard,
  person,
}) => {
  await dashboard.clock.install()
  const stream = dashboard.waitForRequest('**/session/events?*')
  await dashboard.goto('/dashboard/security')
  await stream
  await dashboard.route('**/dashboard/security', async (route) => {
    if (route.request().method() !== 'POST') return route.continue()
    // The cookies are set at once, and the page asks about its session again within 1.5 seconds.
    const response = await route.fetch()
    await dashboard.clock.runFor(30_000)
    await route.fulfill({ response })
  })
  await change(dashboard, person.password, NEW)
  await expect(dashboard.getByRole('status').filter({ hasText: DONE })).toBeFocused()
})

test('a refused password change shows each fault at its field, and returns no password', async ({
  dashboard,
  person,
}) => {
  await dashboard.goto('/dashboard/security')
  const current = dashboard.getByLabel('Current password', { exact: true })
  const next = dashboard.getByLabel('New password', { exact: true })
  await expect(next).toHaveAccessibleDescription(/At least 12 characters/)

  await dashboard.getByRole('button', { name: 'Change password' }).click()
  await expect(current).toHaveAccessibleDescription(/Enter your current password/)
  await expect(next).toHaveAccessibleDescription(/Choose a new password/)

  await change(dashboard, 'not the right one', NEW)
  await expect(current).toHaveAccessibleDescription('This is not your current password.')
  await expect(next).not.toHaveAttribute('aria-invalid')
  await expect(current).toHaveValue('')

  await change(dashboard, person.password, `${person.email} 1`)
  await expect(next).toHaveAccessibleDescription(/little more than your name, your email address/)
  await expect(current).not.toHaveAttribute('aria-invalid')

  await change(dashboard, person.password, person.password)
  await expect(next).toHaveAccessibleDescription(/other than your current one/)
  await expect(dashboard.getByRole('alert').filter({ hasText: /not been changed/ })).toBeFocused()
})

test('password managers find the fields to change a password, and the page by its well-known URL', async ({
  dashboard,
  person,
  page,
  server,
}) => {
  const { request } = page
  const answer = await request.get('/.well-known/change-password', { maxRedirects: 0 })
  expect(answer.status()).toBe(303)
  expect(answer.headers().location).toBe(`${server.origin}/dashboard/security`)
  const random = '/.well-known/resource-that-should-not-exist-whose-status-code-should-not-be-200'
  expect((await request.get(random)).status()).toBe(404)

  await dashboard.goto('/.well-known/change-password')
  await expect(dashboard).toHaveURL('/dashboard/security')
  const fields = dashboard.getByRole('main').locator('form').first()
  await expect(fields.locator('[autocomplete=username]')).toHaveValue(person.email)
  for (const [label, kind] of [
    ['Current password', 'current-password'],
    ['New password', 'new-password'],
  ] as const) {
    const field = dashboard.getByLabel(label, { exact: true })
    await expect(field).toHaveAttribute('autocomplete', kind)
    await expect(field).toHaveAttribute('type', 'password')
    await field.fill('visible')
    await dashboard.getByRole('button', { name: `Show ${label.toLowerCase()}` }).click()
    await expect(field).toHaveAttribute('type', 'text')
  }
})

test('sign-up shows all faults at once, each at its field', async ({ page }) => {
  await page.goto('/signup')
  await page.getByLabel('Name').fill('n'.repeat(101))
  await page.getByLabel('Email').fill('nobody')
  await page.getByLabel('Password', { exact: true }).fill('qwertyuiop[]')
  await page.getByRole('button', { name: 'Sign up' }).click()
  await expect(page.getByLabel('Password', { exact: true })).toHaveAccessibleDescription(
    /Rows of keys/,
  )
  await expect(page.getByLabel('Email')).toHaveAccessibleDescription(/Enter an email address/)
  await expect(page.getByLabel('Name')).toHaveAccessibleDescription(/too long/)
  await expect(page.getByLabel('Email')).toHaveValue('nobody')
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('a user can change their password, and faults are shown', async ({ dashboard, person }) => {
    await dashboard.goto('/dashboard/security')
    await change(dashboard, 'not the right one', NEW)
    await expect(dashboard.getByText('This is not your current password.')).toBeVisible()
    await change(dashboard, person.password, NEW)
    await expect(dashboard.getByText(DONE)).toBeVisible()
    await dashboard.goto('/dashboard/sessions')
    await expect(dashboard.getByText('One device is logged in.')).toBeVisible()
  })
})

async function change(page: Page, current: string, next: string): Promise<void> {
  await page.getByLabel('Current password', { exact: true }).fill(current)
  await page.getByLabel('New password', { exact: true }).fill(next)
  await page.getByRole('button', { name: 'Change password' }).click()
}

async function logIn(page: Page, person: Person): Promise<void> {
  await page.getByLabel('Email').fill(person.email)
  await page.getByLabel('Password', { exact: true }).fill(person.password)
  await page.getByRole('button', { name: 'Log in' }).click()
}
