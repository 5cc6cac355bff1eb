import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { givenRole } from '../support/people'
import { userIdOf } from '../support/rows'
import { expect, givenPerson, signIn, test } from './fixtures'

const VISITORS = [
  '/',
  '/login',
  '/login?reason=ended',
  '/signup',
  '/setup?token=used',
  '/reset-password?token=used',
  '/unavailable',
  '/docs/api',
  '/setup?token=none',
  '/reset-password?token=none',
  '/.well-known/none',
]
const MEMBERS = ['/dashboard', '/dashboard/sessions', '/dashboard/security']
const ADMINISTRATORS = [
  '/admin',
  '/admin/users',
  '/admin/users/new',
  '/admin/roles',
  '/admin/roles/new',
  '/admin/incidents',
  '/admin/audit',
  '/admin/keys',
]
/** What runs over the edge does so in any colours, and what cannot be read at any width. */
const LOOKS = [
  { colorScheme: 'light', name: 'on a phone, in light colours', width: 360, height: 740 },
  { colorScheme: 'dark', name: 'on a desk, in dark colours', width: 1280, height: 800 },
] as const

for (const { colorScheme, name, ...viewport } of LOOKS) {
  test.describe(name, () => {
    test.use({ colorScheme, viewport })

    test('the pages for visitors are accessible, and nothing runs over the edge', async ({
      page,
    }) => {
      for (const path of VISITORS) await inspect(page, path)
    })

    test('the log-in page is so too when something is wrong', async ({ page }) => {
      await page.goto('/login')
      await page.getByRole('button', { name: 'Log in' }).click()
      await expect(page.getByLabel('Email')).toHaveAttribute('aria-invalid', 'true')
      await expectAccessible(page, 'errors')
    })

    test('the dashboard is accessible, and nothing runs over the edge', async ({
      dashboard,
      browser,
      person,
      server,
    }) => {
      const phone = await browser.newContext()
      await signIn(phone, person, server)
      for (const path of MEMBERS) await inspect(dashboard, path)
      await phone.close()
    })

    test('the administrator’s pages are so too, and so is what they open', async ({
      dashboard,
      person,
    }) => {
      const userId = await userIdOf(person.email)
      await givenRole(userId, 'administrator')
      const other = await userIdOf((await givenPerson()).email)
      const pages = [...ADMINISTRATORS, `/admin/users/${userId}`, `/admin/users/${other}`]
      for (const path of pages) await inspect(dashboard, path)
      await dashboard.getByRole('button', { name: 'Delete the account' }).click()
      await expectAccessible(dashboard, 'a dialog')
      await dashboard.goto('/admin?range=30d')
      for (const table of await dashboard.getByText('As a table').all()) await table.click()
      await expectAccessible(dashboard, 'charts as tables')
    })
  })
}

test('a page says nothing to the console, and loads nothing from elsewhere', async ({
  dashboard,
  server,
}) => {
  const said: string[] = []
  dashboard.on('console', (message) => said.push(message.text()))
  dashboard.on('pageerror', (error) => said.push(error.message))
  dashboard.on('request', (request) => {
    if (!request.url().startsWith(server.origin)) said.push(request.url())
  })
  for (const path of [...MEMBERS, '/']) {
    await dashboard.goto(path)
    await dashboard.waitForLoadState('networkidle')
  }
  expect(said).toEqual([])
})

test('log-in can be done with the keyboard alone', async ({ page, person }) => {
  await page.goto('/login')
  await page.getByLabel('Email').focus()
  await page.keyboard.type(person.email)
  await page.keyboard.press('Tab')
  await page.keyboard.type(person.password)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/dashboard')
})

test('password managers find their fields', async ({ page }) => {
  await page.goto('/login')
  await expect(page.getByLabel('Email')).toHaveAttribute('autocomplete', 'username')
  const password = page.getByLabel('Password', { exact: true })
  await expect(password).toHaveAttribute('autocomplete', 'current-password')
  await expect(password).toHaveAttribute('type', 'password')
  await password.fill('visible')
  await page.getByRole('button', { name: /show password/i }).click()
  await expect(password).toHaveAttribute('type', 'text')
  await page.goto('/signup')
  await expect(page.getByLabel('Password', { exact: true })).toHaveAttribute(
    'autocomplete',
    'new-password',
  )
})

async function inspect(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await expectAccessible(page, path)
  const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'
  expect(await page.evaluate(overflow), `${path} runs over`).toBe(0)
  await picture(page, path)
}

async function expectAccessible(page: Page, what: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze()
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`,
  )
  expect(found, what).toEqual([])
}

/** Kept with the results of the test, to be looked at. */
async function picture(page: Page, path: string): Promise<void> {
  const name = `${path.replace(/\W+/g, '-')}-${page.viewportSize()?.width}.png`
  await page.screenshot({ path: test.info().outputPath(name), fullPage: true })
}
