/** Looks at every page in one size and one set of colours, as a person and as axe does. */
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, givenPerson, signIn, test } from '../e2e/fixtures'
import { givenRole } from './people'
import { userIdOf } from './rows'

const VISITORS = [
  '/',
  '/login',
  '/signup',
  '/setup?token=used',
  '/reset-password?token=used',
  '/unavailable',
  '/docs/api',
  '/setup?token=none',
  '/reset-password?token=none',
  '/.well-known/none',
]
export const MEMBERS = ['/dashboard', '/dashboard/sessions', '/dashboard/security']
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

const ALL_RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
/** What depends on the size and the colours; the rest reads the markup, which is one for both. */
const RULES_OF_LOOKS = [
  'color-contrast',
  'link-in-text-block',
  'scrollable-region-focusable',
  'target-size',
]

export interface Look {
  /** What it is called in reports. */
  name: string
  colorScheme: 'light' | 'dark'
  viewport: { width: number; height: number }
  /** `look` where another look is held against all of them. */
  rules: 'all' | 'look'
}

/** The tests of one look; each has a file of its own, so that they run beside each other. */
export function testLook({ name, rules, ...look }: Look): void {
  test.describe(name, () => {
    test.use(look)

    test('the pages for visitors are accessible, and nothing runs over the edge', async ({
      page,
    }) => {
      for (const path of VISITORS) await inspect(page, path, rules)
    })

    test('the log-in page is accessible when something is wrong', async ({ page }) => {
      await page.goto('/login')
      await page.getByRole('button', { name: 'Log in' }).click()
      await expect(page.getByLabel('Email')).toHaveAttribute('aria-invalid', 'true')
      await expectAccessible(page, 'errors', rules)
    })

    test('the dashboard is accessible, and nothing runs over the edge', async ({
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

    test('the pages of an administrator are accessible, and so is what they open', async ({
      dashboard,
      person,
    }) => {
      const userId = await userIdOf(person.email)
      await givenRole(userId, 'administrator')
      const other = await userIdOf((await givenPerson()).email)
      const pages = [...ADMINISTRATORS, `/admin/users/${userId}`, `/admin/users/${other}`]
      for (const path of pages) await inspect(dashboard, path, rules)
      await dashboard.getByRole('button', { name: 'Delete the account' }).click()
      await expectAccessible(dashboard, 'a dialog', rules)
      await dashboard.goto('/admin?range=30d')
      for (const table of await dashboard.getByText('As a table').all()) await table.click()
      await expectAccessible(dashboard, 'charts as tables', rules)
    })
  })
}

async function inspect(page: Page, path: string, rules: Look['rules']): Promise<void> {
  await page.goto(path)
  await expectAccessible(page, path, rules)
  const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'
  expect(await page.evaluate(overflow), `${path} runs over`).toBe(0)
  if (process.env.PICTURES) await picture(page, path)
}

async function expectAccessible(page: Page, what: string, rules: Look['rules']): Promise<void> {
  // In a page of its own it would put together what frames found, and no page has one.
  const axe = new AxeBuilder({ page }).setLegacyMode()
  const { violations } = await (
    rules === 'all' ? axe.withTags(ALL_RULES) : axe.withRules(RULES_OF_LOOKS)
  ).analyze()
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`,
  )
  expect(found, what).toEqual([])
}

/** Kept with the results of the test, to be looked at; `PICTURES=1` asks for it. */
async function picture(page: Page, path: string): Promise<void> {
  const name = `${path.replace(/\W+/g, '-')}-${page.viewportSize()?.width}.png`
  await page.screenshot({ path: test.info().outputPath(name), fullPage: true })
}
