import { devices, type Browser, type BrowserContext } from '@playwright/test'
import { transaction } from '@/db/connection'
import { reportSharedUse } from '@/lib/incidents/report'
import { refreshSession } from '@/lib/sessions/refresh'
import { startSession } from '@/lib/sessions/start'
import { wordsIn } from '@/lib/words/catalogues'
import { expectAccessible } from '../support/accessible'
import { givenAuthenticatorOf } from '../support/factors'
import { LAPTOP, PHONE } from '../support/people'
import { userIdOf } from '../support/rows'
import { fillLogIn } from '../support/ways'
import { expect, givenAdministrator, signIn, test } from './fixtures'

const TWO_PLACES = 'One of your sessions was used in two places at once'
const REUSE = 'One of your sessions may have been copied'

test(
  'a user sees that their session was copied, and can end it and change the password',
  { tag: '@copies' },
  async ({ dashboard, context, browser, person, server }) => {
    const thief = await robbed(browser, context, server.origin)
    const thiefPage = await thief.newPage()
    await thiefPage.goto('/dashboard')
    await expect(thiefPage).toHaveURL(/\/dashboard$/)

    const banner = dashboard.getByRole('region', {
      name: 'This session was used in two places at once',
    })
    await expect(async () => {
      await dashboard.reload()
      await expect(banner).toBeVisible({ timeout: 3000 })
    }).toPass()
    await expect(banner).toContainText('Firefox on Linux')
    await expect(banner).toContainText('Chrome on macOS')
    await expectAccessible(dashboard, 'an incident', 'all')

    await banner.getByRole('button', { name: 'This was me' }).press('Enter')
    const thanks = dashboard.getByText('Thank you for letting us know.')
    await expect(thanks).toBeVisible()
    await expect(dashboard.locator('[role=status]:focus')).toBeVisible()
    await dashboard.reload()
    await expect(dashboard.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(banner).toHaveCount(0)

    // The thief could have given that answer, so the next log-in asks again.
    const again = await browser.newContext({ baseURL: server.origin })
    await signIn(again, person, server)
    const page = await again.newPage()
    await page.goto('/dashboard/sessions')
    await page
      .getByRole('region', { name: TWO_PLACES })
      .getByRole('button', { name: 'Log out everywhere and change password' })
      .click()
    await page.waitForURL('**/login?next=%2Fdashboard%2Fsecurity')

    // The page leaves by itself.
    await thiefPage.waitForURL('**/login?**')
    await Promise.all([thief.close(), again.close()])
  },
)

test(
  'a detected copy is shown in the other sessions of the user, also without JavaScript',
  { tag: '@copies' },
  async ({ person, context, browser, server }) => {
    const stolen = await signIn(context, person, server)
    const next = await refreshSession({ token: stolen.refresh, from: LAPTOP })
    if (!next.ok) throw new Error(next.reason)
    await refreshSession({ token: next.tokens.refresh, from: LAPTOP })
    expect(await refreshSession({ token: stolen.refresh, from: PHONE })).toMatchObject({
      reason: 'reuse',
    })

    const other = await browser.newContext({ baseURL: server.origin, javaScriptEnabled: false })
    await signIn(other, person, server)
    const page = await other.newPage()
    await page.goto('/dashboard')
    const banner = page.getByRole('region', { name: REUSE })
    await expect(banner).toContainText('Safari on iOS')
    await banner.getByRole('button', { name: 'This was me' }).click()
    await expect(page.getByText('Thank you for letting us know.')).toBeVisible()
    await expect(banner).toHaveCount(0)
    await page.goto('/dashboard')
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(banner).toHaveCount(0)
    await other.close()
  },
)

test('several incidents share one box, which names both sides of each and has one log-out button', async ({
  dashboard,
  person,
}) => {
  const userId = await userIdOf(person.email)
  const input = { userId, version: 0, kind: 'web', persistent: true, from: LAPTOP } as const
  for (const kind of ['two-places', 'predecessor'] as const) {
    const session = await transaction({ locks: 'all' }, () => startSession(input, new Date()))
    await reportSharedUse(session, kind, PHONE, new Date())
  }
  await dashboard.reload()
  const box = dashboard.getByRole('region', {
    name: '2 signs that someone else may be using your account',
  })
  await expect(box.getByRole('listitem')).toHaveCount(2)
  await expect(box.getByText('Usual device')).toHaveCount(2)
  await expect(box.getByRole('button', { name: 'Log out everywhere' })).toHaveCount(1)
  const first = box.getByRole('listitem').filter({ hasText: TWO_PLACES })
  await first.getByRole('button', { name: 'This was me' }).click()
  const left = dashboard.getByRole('region', { name: 'Two browsers used one of your sessions' })
  await expect(left.getByRole('button', { name: 'This was me', exact: true })).toBeVisible()
  await expect(left.getByRole('button', { name: /^Log out everywhere/ })).toBeVisible()
  await expect(left.getByRole('button')).toHaveCount(2)
})

test('a user is asked about a wrong code after the right password, and an administrator sees it', async ({
  dashboard,
  browser,
  person,
  server,
}) => {
  await givenAuthenticatorOf(person)
  const stranger = await (await browser.newContext({ baseURL: server.origin })).newPage()
  await stranger.goto('/login')
  await fillLogIn(stranger, person, wordsIn('en'))
  await stranger.getByLabel('Code', { exact: true }).fill('k3tq-9w2m-hx7d')
  await stranger.getByRole('button', { name: 'Log in' }).click()
  await expect(stranger.getByText('This code is not right.').first()).toBeVisible()
  await stranger.context().close()

  await dashboard.reload()
  const banner = dashboard.getByRole('region', {
    name: 'Someone entered your password, and then a wrong code',
  })
  await expect(banner).toContainText('Usual device')
  await expect(banner.getByRole('button', { name: /^Log out everywhere/ })).toBeVisible()
  await expectAccessible(dashboard, 'an incident', 'all')

  const admin = await (await browser.newContext({ baseURL: server.origin })).newPage()
  await givenAdministrator(admin, server)
  await admin.goto(`/admin/incidents?show=password&user=${await userIdOf(person.email)}`)
  const row = admin.getByRole('row').filter({ hasText: person.email })
  await expect(row).toContainText('Not answered')
  await expect(row.getByRole('button')).toHaveCount(0)
  await row.getByRole('link', { name: 'Every wrong code for this account' }).click()
  await expect(admin.getByRole('row').filter({ hasText: person.email })).toContainText(
    'Wrong code after a right password',
  )
  await admin.context().close()

  await banner.getByRole('button', { name: 'This was me' }).click()
  await expect(dashboard.getByText('Thank you for letting us know.')).toBeVisible()
  await expect(banner).toHaveCount(0)
})

/** A browser of another family with the cookies of `victim`. */
async function robbed(
  browser: Browser,
  victim: BrowserContext,
  baseURL: string,
): Promise<BrowserContext> {
  const thief = await browser.newContext({
    baseURL,
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    viewport: devices['Desktop Firefox'].viewport,
  })
  await thief.addCookies(await victim.cookies())
  return thief
}
