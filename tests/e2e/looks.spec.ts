/**
 * Every page on a desk in dark colours and on a phone in light ones: layout, and accessibility with
 * axe. Overflow does not depend on colours, nor contrast on width.
 */
import type { Page } from '@playwright/test'
import { LOCALES } from '@/lib/base/locales'
import { wordsIn } from '@/lib/words/catalogues'
import { expectAccessible, expectToFit, type Rules } from '../support/accessible'
import { ADMINISTRATORS, MEMBERS, VISITORS } from '../support/all-pages'
import { givenApp } from '../support/apps'
import { givenRole } from '../support/people'
import { userIdOf } from '../support/rows'
import { tokensFor } from '../support/session'
import { expect, givenPerson, test } from './fixtures'

const DESK = { viewport: { width: 1280, height: 800 }, colorScheme: 'dark' } as const
const PHONE = { viewport: { width: 360, height: 740 }, colorScheme: 'light' } as const

// The markup is the same in each language, and German words are the longer ones.
for (const locale of LOCALES) {
  test.describe(locale, { tag: locale === 'de' ? [] : '@long' }, () => {
    const { logIn, users, statistics } = wordsIn(locale)

    test.use({ locale, ...DESK })

    test('the public pages are accessible and fit the width of the screen', async ({ page }) => {
      for (const path of VISITORS) await inspect(page, path)
    })

    test('the log-in page is accessible while it shows an error', async ({ page }) => {
      await page.goto('/login')
      await page.getByRole('button', { name: logIn.form.submit }).click()
      await expect(page.getByLabel(logIn.form.email)).toHaveAttribute('aria-invalid', 'true')
      await expectGood(page, 'errors')
    })

    test('the dashboard is accessible and fits the width of the screen', async ({
      dashboard,
      person,
    }) => {
      // A second session, so that the lists have more than one row.
      await tokensFor(person)
      for (const path of MEMBERS) await inspect(dashboard, path)
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
      for (const path of pages) await inspect(dashboard, path)
      await dashboard.getByRole('button', { name: users.account.deletion.label }).click()
      await expectGood(dashboard, 'a dialog')
      await dashboard.goto('/admin')
      for (const table of await dashboard.getByText(statistics.chart.asTable).all())
        await table.click()
      await expectGood(dashboard, 'charts as tables')
    })
  })
}

async function inspect(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await expectGood(page, path)
}

/** Looks at the page in the way in which it is shown, and then in the other, in which it stays. */
async function expectGood(page: Page, what: string): Promise<void> {
  await look(page, what, 'all')
  const isPhone = page.viewportSize()?.width === PHONE.viewport.width
  const { viewport, colorScheme } = isPhone ? DESK : PHONE
  await page.setViewportSize(viewport)
  await page.emulateMedia({ colorScheme })
  await look(page, what, 'look')
}

async function look(page: Page, what: string, rules: Rules): Promise<void> {
  const where = `${what}, ${page.viewportSize()?.width} pixels wide`
  await expectAccessible(page, where, rules)
  await expectToFit(page, where)
  if (process.env.PICTURES) await picture(page, what)
}

/** Saves a screenshot with the test results for human review, when `PICTURES=1` is set. */
async function picture(page: Page, what: string): Promise<void> {
  const name = `${what.replace(/\W+/g, '-')}-${page.viewportSize()?.width}.png`
  await page.screenshot({ path: test.info().outputPath(name), fullPage: true })
}
