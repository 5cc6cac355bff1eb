/** Checks every page in one size and one colour scheme: layout, and accessibility with axe. */
import type { Page } from '@playwright/test'
import { expect, givenPerson, signIn, test } from '../e2e/fixtures'
import type { Locale } from '@/lib/base/locales'
import { wordsIn } from '@/lib/words/catalogues'
import { expectAccessible, expectToFit, type Rules } from './accessible'
import { givenApp } from './apps'
import { givenRole } from './people'
import { userIdOf } from './rows'

export const VISITORS = [
  '/',
  '/login',
  '/signup',
  '/setup?token=used',
  '/reset-password?token=used',
  '/forgot-password',
  '/unavailable',
  '/docs/api',
  '/setup?token=none',
  '/reset-password?token=none',
  '/verify-email?token=none',
  '/not-me?token=none',
  '/dev/mail',
  '/.well-known/none',
]
export const MEMBERS = [
  '/dashboard',
  '/dashboard/sessions',
  '/dashboard/apps',
  '/dashboard/security',
  '/dashboard/activity',
  '/dashboard/profile',
  '/confirm',
  '/device',
  '/device/allow',
  '/device/done',
]
export const ADMINISTRATORS = [
  '/admin',
  '/admin/users',
  '/admin/users/new',
  '/admin/roles',
  '/admin/roles/new',
  '/admin/incidents',
  '/admin/audit',
  '/admin/mail',
  '/admin/keys',
  '/admin/applications',
  '/admin/applications/new',
  '/admin/applications/new?kind=web',
]

export interface Look {
  /** Its name in reports. */
  name: string
  colorScheme: 'light' | 'dark'
  viewport: { width: number; height: number }
  locale: Locale
  rules: Rules
}

/** The tests of one look. Each look has its own file, so that they run in parallel. */
export function testLook({ name, rules, ...look }: Look): void {
  const { logIn, users, statistics } = wordsIn(look.locale)
  test.describe(name, () => {
    test.use(look)

    test('the public pages are accessible and fit the width of the screen', async ({ page }) => {
      for (const path of VISITORS) await inspect(page, path, rules)
    })

    test('the log-in page is accessible while it shows an error', async ({ page }) => {
      await page.goto('/login')
      await page.getByRole('button', { name: logIn.form.submit }).click()
      await expect(page.getByLabel(logIn.form.email)).toHaveAttribute('aria-invalid', 'true')
      await expectAccessible(page, 'errors', rules)
    })

    test('the dashboard is accessible and fits the width of the screen', async ({
      dashboard,
      browser,
      person,
      server,
    }) => {
      const phone = await browser.newContext()
      await signIn(phone, person, server)
      for (const path of MEMBERS) await inspect(dashboard, path, rules)
      await phone.close()
    })

    test('the administration pages and their dialogs are accessible', async ({
      dashboard,
      person,
    }) => {
      const userId = await userIdOf(person.email)
      await givenRole(userId, 'administrator')
      const other = await userIdOf((await givenPerson()).email)
      const { app } = await givenApp({}, new Date())
      const pages = [
        ...ADMINISTRATORS,
        `/admin/users/${userId}`,
        `/admin/applications/${app.id}`,
        `/admin/users/${other}`,
      ]
      for (const path of pages) await inspect(dashboard, path, rules)
      await dashboard.getByRole('button', { name: users.account.deletion.label }).click()
      await expectAccessible(dashboard, 'a dialog', rules)
      await dashboard.goto('/admin?range=30d')
      for (const table of await dashboard.getByText(statistics.chart.asTable).all())
        await table.click()
      await expectAccessible(dashboard, 'charts as tables', rules)
    })
  })
}

async function inspect(page: Page, path: string, rules: Rules): Promise<void> {
  await page.goto(path)
  await expectAccessible(page, path, rules)
  await expectToFit(page, path)
  if (process.env.PICTURES) await picture(page, path)
}

/** Saves a screenshot with the test results for human review, when `PICTURES=1` is set. */
async function picture(page: Page, path: string): Promise<void> {
  const name = `${path.replace(/\W+/g, '-')}-${page.viewportSize()?.width}.png`
  await page.screenshot({ path: test.info().outputPath(name), fullPage: true })
}
