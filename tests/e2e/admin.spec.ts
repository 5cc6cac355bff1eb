import type { Browser, Page } from '@playwright/test'
import { readFileSync } from 'node:fs'
import { userIdOf } from '../support/rows'
import type { TestServer } from '../support/server'
import { tokensFor } from '../support/session'
import { expect, givenAdministrator, shareDatabase, signIn, test, type Person } from './fixtures'

// Another test file in this process may have opened the database of its own server.
test.beforeEach(({ server }) => shareDatabase(server))

/** The dashboard of another user in another browser. */
async function dashboardOf(browser: Browser, person: Person, server: TestServer): Promise<Page> {
  const context = await browser.newContext({ baseURL: server.origin })
  await signIn(context, person, server)
  const page = await context.newPage()
  await page.goto('/dashboard')
  return page
}

const confirm = (page: Page, name: string) =>
  page.getByRole('dialog').getByRole('button', { name }).click()

test('a user whom an administrator disables is signed out, and can log in again when enabled', async ({
  page,
  browser,
  person,
  server,
}) => {
  await givenAdministrator(page, server)
  const theirs = await dashboardOf(browser, person, server)
  await page.goto('/admin')
  await page.getByRole('link', { name: 'Users', exact: true }).click()
  await page.getByRole('searchbox').fill(person.email)
  await page.getByRole('button', { name: 'Search' }).click()
  await page.getByRole('main').getByRole('link', { name: person.email }).click()
  await page.getByRole('button', { name: 'Disable the account' }).click()
  await confirm(page, 'Disable the account')
  await expect(page.getByRole('status')).toBeFocused()
  await expect(page.getByRole('status')).toContainText('The account is disabled')

  await theirs.waitForURL('**/login?**')
  await theirs.getByLabel('Email').fill(person.email)
  await theirs.getByLabel('Password', { exact: true }).fill(person.password)
  await theirs.getByRole('button', { name: 'Log in' }).click()
  await expect(theirs.getByText('Email or password is incorrect.')).toBeVisible()

  await page.getByRole('button', { name: 'Enable the account' }).click()
  await confirm(page, 'Enable the account')
  await expect(page.getByRole('status')).toContainText('The account is enabled')
  await theirs.getByLabel('Password', { exact: true }).fill(person.password)
  await theirs.getByRole('button', { name: 'Log in' }).click()
  await theirs.waitForURL('**/dashboard')
  await theirs.context().close()
})

test('an administrator can log out one device of a user, or all of them', async ({
  page,
  browser,
  person,
  server,
}) => {
  await givenAdministrator(page, server)
  const one = await dashboardOf(browser, person, server)
  const other = await dashboardOf(browser, person, server)
  await page.goto(`/admin/users/${await userIdOf(person.email)}`)
  const sessions = page.getByRole('region', { name: 'Sessions' })
  await expect(sessions.getByRole('listitem')).toHaveCount(2)
  await sessions
    .getByRole('button', { name: /^Log out Chrome/ })
    .first()
    .click()
  await expect(page.getByRole('dialog')).toContainText(person.email)
  await confirm(page, 'Log out this device')
  await expect(page.getByRole('status')).toContainText('That device is logged out')
  await expect(sessions.getByRole('listitem')).toHaveCount(1)
  await sessions.getByRole('button', { name: 'Log out all' }).click()
  await confirm(page, 'Log out all')
  await expect(sessions).toContainText('This user is not logged in on any device.')
  await Promise.all([one, other].map((theirs) => theirs.waitForURL('**/login?**')))
  await Promise.all([one, other].map((theirs) => theirs.context().close()))
})

test('a role takes effect at the next request when an administrator gives or removes it', async ({
  page,
  browser,
  person,
  server,
}) => {
  await givenAdministrator(page, server)
  const theirs = await dashboardOf(browser, person, server)
  await expect(theirs.getByRole('link', { name: 'Administration' })).toHaveCount(0)
  await page.goto(`/admin/users/${await userIdOf(person.email)}`)
  await page.getByLabel('Give a role').selectOption('auditor')
  await page.getByRole('button', { name: 'Give this role' }).click()
  await confirm(page, 'Give the role auditor')
  await expect(page.getByRole('status')).toContainText('The role has been given')

  await theirs.reload()
  await theirs.getByRole('link', { name: 'Administration' }).click()
  await expect(theirs.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible()
  await theirs.getByRole('link', { name: 'Users', exact: true }).click()
  await theirs.getByRole('main').getByRole('link', { name: person.email }).click()
  // An auditor may look but not act.
  await expect(theirs.getByText('This is your own account.')).toBeVisible()

  await page.getByRole('button', { name: 'Remove the role auditor' }).click()
  await confirm(page, 'Remove the role')
  await expect(page.getByRole('status')).toContainText('The role has been removed')
  await theirs.getByRole('link', { name: 'Audit', exact: true }).click()
  await expect(theirs.getByRole('heading', { name: 'Page not found' })).toBeVisible()
  await theirs.context().close()
})

test('a link that an administrator makes for a new password is shown once, and works', async ({
  page,
  browser,
  person,
  server,
}) => {
  await givenAdministrator(page, server)
  await page.goto(`/admin/users/${await userIdOf(person.email)}`)
  await page.getByRole('button', { name: 'Create link' }).click()
  await confirm(page, 'Create link')
  const link = await page.getByLabel('One-time link').inputValue()
  expect(page.url()).not.toContain('token')
  await page.reload()
  await expect(page.getByLabel('One-time link')).toHaveCount(0)

  const context = await browser.newContext({ baseURL: server.origin })
  const theirs = await context.newPage()
  await theirs.goto(link)
  await theirs.getByLabel('New password', { exact: true }).fill('another fine passphrase')
  await theirs
    .getByRole('button', { name: /password/i })
    .last()
    .click()
  await theirs.waitForURL('**/login**')
  await theirs.getByLabel('Email').fill(person.email)
  await theirs.getByLabel('Password', { exact: true }).fill('another fine passphrase')
  await theirs.getByRole('button', { name: 'Log in' }).click()
  await theirs.waitForURL('**/dashboard')
  await context.close()
})

test('an account is deleted only after its email address is typed', async ({
  page,
  person,
  server,
}) => {
  const { email } = await givenAdministrator(page, server)
  await page.goto(`/admin/users/${await userIdOf(person.email)}`)
  await page.getByRole('button', { name: 'Delete the account' }).click()
  await page
    .getByRole('dialog')
    .getByLabel(/^Type the email address .* to confirm$/)
    .fill(email)
  await confirm(page, 'Delete the account')
  const field = page.getByRole('dialog').getByRole('textbox')
  await expect(field).toHaveAccessibleDescription(/Nothing was deleted/)
  await expect(field).toBeFocused()
  await page
    .getByRole('dialog')
    .getByLabel(/^Type the email address .* to confirm$/)
    .fill(person.email)
  await confirm(page, 'Delete the account')
  await expect(page.getByRole('status')).toContainText('The account has been deleted')
  await page.goto(`/admin/users?q=${encodeURIComponent(person.email)}`)
  await expect(
    page.getByText(`No name, email address or ID begins with “${person.email}”.`),
  ).toBeVisible()
})

test('an administrator creates, changes and deletes a role, and a refused form keeps its values', async ({
  page,
  server,
}) => {
  await givenAdministrator(page, server)
  await page.goto('/admin/roles')
  await page.getByRole('link', { name: 'New role' }).click()
  await page.getByLabel('Name').fill('Front Desk')
  await page.getByLabel('See the sessions of users').check()
  await page.getByRole('button', { name: 'Create role' }).click()
  await expect(page.getByLabel('Name')).toHaveAttribute('aria-invalid', 'true')
  await expect(page.getByLabel('See the sessions of users')).toBeChecked()
  await page.getByLabel('Name').fill('front-desk')
  await page.getByRole('button', { name: 'Create role' }).click()
  await expect(page.getByRole('status')).toContainText('The role has been created')

  await page.getByRole('link', { name: 'Change front-desk' }).click()
  await page.getByLabel('See users, their roles and their activity').check()
  await page.getByRole('button', { name: 'Save' }).click()
  const made = page.getByRole('listitem').filter({ hasText: 'front-desk' })
  await expect(made.getByText('2 permissions')).toBeVisible()
  await page.getByRole('button', { name: 'Delete the role front-desk' }).click()
  await confirm(page, 'Delete the role')
  await expect(page.getByRole('status')).toContainText('The role has been deleted')
})

test('a key is burned only after its first characters are typed, and no user is signed out', async ({
  page,
  browser,
  person,
  server,
}) => {
  await givenAdministrator(page, server)
  const theirs = await dashboardOf(browser, person, server)
  await page.goto('/admin/keys')
  await page.getByRole('button', { name: 'Rotate now' }).click()
  await confirm(page, 'Rotate now')
  await expect(page.getByRole('main').getByRole('alert')).toContainText('Not yet')

  const signing = page.getByRole('listitem').filter({ hasText: 'Signing' })
  const id = (await signing.locator('code').textContent()) ?? ''
  await signing.getByRole('button', { name: 'Burn' }).click()
  await confirm(page, 'Burn the key')
  await expect(page.getByRole('dialog')).toContainText('Nothing was burned')
  await page.getByRole('dialog').getByRole('textbox').fill(id.slice(0, 6))
  await confirm(page, 'Burn the key')
  await expect(page.getByRole('listitem').filter({ hasText: id })).toContainText('Burned')
  await expect(page.getByRole('listitem').filter({ hasText: 'Signing' })).not.toContainText(id)

  await theirs.goto('/dashboard/sessions')
  await expect(theirs.getByRole('heading', { name: 'Sessions', level: 1 })).toBeVisible()
  await theirs.context().close()
})

test('the audit log shows who did what to whom, and the export uses the same filter', async ({
  page,
  person,
  server,
}) => {
  const { email } = await givenAdministrator(page, server)
  await page.goto(`/admin/users/${await userIdOf(person.email)}`)
  await page.getByLabel('Give a role').selectOption('support')
  await page.getByRole('button', { name: 'Give this role' }).click()
  await confirm(page, 'Give the role support')
  await expect(page.getByRole('status')).toContainText('The role has been given')

  await page.goto('/admin/audit')
  await page.getByLabel('What').selectOption('Role given or taken away')
  await page.getByLabel('About (address or ID)').fill(person.email)
  await page.getByRole('button', { name: 'Show' }).click()
  const events = page.getByRole('row').filter({ has: page.getByRole('rowheader') })
  // Events appear when they are sealed, within seconds.
  await expect(async () => {
    await page.reload()
    await expect(events).toHaveCount(1, { timeout: 500 })
  }).toPass()
  await expect(events.first()).toContainText(`By ${email}`)
  await expect(events.first()).toContainText(person.email)
  await expect(events.first()).toContainText('role: support')

  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Export as CSV' }).click()
  const lines = readFileSync(await (await download).path(), 'utf8')
    .trim()
    .split('\n')
  expect(lines).toHaveLength(2)
  expect(lines[1]).toContain('authz_change')
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('an administrator can give a role, log out devices, and make a link', async ({
    page,
    person,
    server,
  }) => {
    await givenAdministrator(page, server)
    await tokensFor(person)
    await page.goto(`/admin/users/${await userIdOf(person.email)}`)
    await page.getByLabel('Give a role').selectOption('support')
    await page.getByRole('button', { name: 'Give this role' }).click()
    await expect(page.getByRole('dialog')).toContainText(person.email)
    await confirm(page, 'Give the role support')
    await expect(page.getByRole('status')).toContainText('The role has been given')
    await page.getByRole('button', { name: 'Log out all' }).click()
    await confirm(page, 'Log out all')
    await expect(page.getByRole('status')).toContainText('All devices of this user are logged out')
    await page.getByRole('button', { name: 'Create link' }).click()
    await confirm(page, 'Create link')
    await expect(page.getByLabel('One-time link')).toHaveValue(/reset-password\?token=/)
  })
})
