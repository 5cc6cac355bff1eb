import { transaction } from '@/db/connection'
import { recordEvent } from '@/lib/events/record'
import { reportSharedUse } from '@/lib/incidents/report'
import { startSession } from '@/lib/sessions/start'
import { givenRole, LAPTOP, PHONE } from '../support/people'
import { changeUser, insertRole, userIdOf } from '../support/rows'
import { expect, givenAdministrator, givenPerson, shareDatabase, signIn, test } from './fixtures'

// Another test file in this process may have opened the database of its own server.
test.beforeEach(({ server }) => shareDatabase(server))

/** A session of this user that another browser has used. */
async function givenIncident(email: string): Promise<string> {
  const userId = await userIdOf(email)
  const input = { userId, version: 0, kind: 'web', persistent: true, from: LAPTOP } as const
  const session = await transaction({ locks: 'all' }, () => startSession(input, new Date()))
  await reportSharedUse(session, 'two-places', PHONE, new Date())
  return session.id
}

test('a figure on the administration overview links to the list of what it counts', async ({
  page,
  server,
}) => {
  await givenAdministrator(page, server)
  const type = 'authn_login_fail_max'
  const details = { reason: 'too-many-tries' }
  await transaction({ locks: 'all' }, () => recordEvent({ type, from: PHONE, details }, new Date()))
  const figure = page.getByRole('link', { name: /: Log-ins that failed$/ })
  // Events are counted when they are sealed, within seconds.
  await expect(async () => {
    await page.goto('/admin')
    await expect(figure).not.toHaveText('0', { timeout: 500 })
  }).toPass()
  const counted = Math.min(50, Number(await figure.textContent()))
  await figure.click()
  await expect(page.getByRole('heading', { name: 'Audit', level: 1 })).toBeVisible()
  await expect(page.getByLabel('What')).toHaveValue('authn_login_fail,authn_login_fail_max')
  const rows = page.getByRole('row').filter({ has: page.getByRole('rowheader') })
  // Other tests fail to log in too: more may be listed than were counted, and this event after theirs.
  await expect.poll(() => rows.count()).toBeGreaterThanOrEqual(counted)
  await expect(async () => {
    await page.reload()
    const own = rows.filter({ hasText: 'Log-in failed too often' })
    await expect(own.first()).toBeVisible({ timeout: 500 })
  }).toPass()
})

test('an incident is found through its user, links to its events, and can be closed by ending its session', async ({
  page,
  person,
  server,
}) => {
  await givenAdministrator(page, server)
  const sessionId = await givenIncident(person.email)
  await page.goto(`/admin/users/${await userIdOf(person.email)}`)
  await page.getByRole('link', { name: 'Incidents' }).last().click()
  await expect(page.getByText(`1 incident of ${person.email}`)).toBeVisible()
  const incident = page.getByRole('row').filter({ hasText: person.email })
  await expect(incident.getByRole('cell').nth(0)).toContainText('Chrome on macOS')
  await expect(incident.getByRole('cell').nth(1)).toContainText('Safari on iOS')
  await page.getByRole('link', { name: 'Copied' }).click()
  await expect(
    page.getByText(`No copy of a session or token of “${person.email}” was used.`),
  ).toBeVisible()
  await page.getByRole('link', { name: 'Not answered' }).click()

  await incident.getByRole('link', { name: 'What happened in the session' }).click()
  await expect(page.getByLabel('Session (ID)')).toHaveValue(sessionId)
  await expect(async () => {
    await page.reload()
    await expect(page.getByRole('row', { name: /Session used by two browsers/ })).toBeVisible({
      timeout: 500,
    })
  }).toPass()

  await page.goBack()
  await incident.getByRole('button', { name: `End the session of ${person.email}` }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'End the session' }).click()
  await expect(page.getByRole('status')).toContainText('That device is logged out')
  await page.goto('/admin/incidents?show=open')
  await expect(incident).toBeVisible()
  await expect(incident.getByRole('button', { name: /^End the session/ })).toHaveCount(0)
})

test('the list of users can be sorted, shows a count, and can be filtered by a custom role', async ({
  page,
  person,
  server,
}) => {
  const role = `desk-${Date.now()}`
  await insertRole(role, [])
  await givenRole(await userIdOf(person.email), role)
  await givenAdministrator(page, server)
  await page.goto('/admin/users')
  await expect(page.getByText(/^\d+ users$/)).toBeVisible()
  const joined = page.getByRole('columnheader', { name: 'Joined' })
  await expect(joined).toHaveAttribute('aria-sort', 'descending')
  await joined.getByRole('link').click()
  await expect(joined).toHaveAttribute('aria-sort', 'ascending')
  const address = page.getByRole('columnheader', { name: 'Name and email' })
  await address.getByRole('link').click()
  await expect(address).toHaveAttribute('aria-sort', 'ascending')
  await page.getByRole('link', { name: role }).click()
  await expect(page.getByText('1 user', { exact: true })).toBeVisible()
  await expect(page.getByRole('row').filter({ hasText: person.email })).toContainText(
    'not recently',
  )
})

test('a filter of an administration list names its conditions, and reports values it cannot read', async ({
  page,
  server,
}) => {
  await givenAdministrator(page, server)
  await page.goto('/admin/audit?network=192.0.2.254&type=key_burned')
  await expect(
    page.getByText('No event matches the filter: event “Key burned” and network “192.0.2.254”.'),
  ).toBeVisible()
  await page.goto('/admin/audit?user=nobody%40example.com&from=yesterday')
  await expect(page.getByLabel('About')).toHaveAccessibleDescription(/No account has this address/)
  await expect(page.getByLabel('From')).toHaveAccessibleDescription(/This is not a date/)
  await expect(page.getByLabel('From')).toHaveValue('yesterday')
  await expect(page.getByRole('main').getByRole('alert')).toContainText('Nothing was searched')
  const file = await page.request.get('/admin/audit/export?from=yesterday')
  expect(file.status()).toBe(400)
  await page.goto('/admin/users?show=nothing')
  await expect(page.getByText('There is no role “nothing”.')).toBeVisible()
})

const ODD = {
  'without spaces': 'W'.repeat(67),
  'written from right to left': 'שרה אברהם (שרה)',
  'made of emoji': '👩‍👩‍👧‍👦'.repeat(12),
  'of invisible characters': '\u200b\u200d\u2060',
}

for (const [what, name] of Object.entries(ODD)) {
  test(`a user name ${what} widens no page, and a visible name or the email address is shown`, async ({
    page,
    server,
  }) => {
    await page.setViewportSize({ width: 320, height: 640 })
    const administrator = await givenAdministrator(page, server)
    const person = await givenPerson()
    const userId = await userIdOf(person.email)
    const role = 'r'.repeat(40)
    await insertRole(role, []).catch(() => null)
    await givenRole(userId, role)
    for (const { email } of [administrator, person])
      await changeUser(await userIdOf(email), { name })
    const from = {
      ...LAPTOP,
      browser: name.slice(0, 40),
      network: '2001:db8:1111:2222:3333:4444:5555:6666',
    }
    await transaction({ locks: 'all' }, () =>
      startSession(
        { userId, version: 0, kind: 'device', persistent: true, from, deviceName: name },
        new Date(),
      ),
    )
    const user = `/admin/users/${userId}`
    for (const path of [
      '/dashboard',
      '/dashboard/sessions',
      '/admin/users',
      user,
      '/admin/audit',
    ]) {
      await page.goto(path)
      const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'
      expect(await page.evaluate(overflow), `${path} runs over`).toBe(0)
    }
    await page.goto(user)
    const called = what === 'of invisible characters' ? person.email : name
    await expect(page.getByRole('heading', { level: 1 })).toContainText(called)
    await expect(page.locator('h1 bdi')).toHaveText(called)
  })
}

test('on a phone every link of the administration menu is in view, and the current one is marked', async ({
  page,
  server,
}) => {
  await page.setViewportSize({ width: 320, height: 640 })
  await givenAdministrator(page, server)
  await page.goto('/admin/keys')
  const places = page.getByRole('navigation', { name: 'Administration' })
  for (const place of await places.getByRole('link').all()) {
    await expect(place).toBeInViewport({ ratio: 1 })
  }
  await expect(places.locator('[aria-current]')).toHaveText('Keys')
})

test('buttons, options and the current menu item are visible in forced colours', async ({
  page,
  person,
  server,
}) => {
  await page.emulateMedia({ forcedColors: 'active' })
  await signIn(page.context(), person, server)
  await givenRole(await userIdOf(person.email), 'administrator')
  await page.goto('/admin/users')
  const edge = (selector: string, pseudo = '') =>
    page
      .locator(selector)
      .first()
      .evaluate((element, pseudo) => {
        const { borderBottomWidth, borderBottomColor, backgroundColor } = getComputedStyle(
          element,
          pseudo || null,
        )
        return parseFloat(borderBottomWidth) > 0 && borderBottomColor !== backgroundColor
      }, pseudo)
  expect(await edge('main form button')).toBe(true)
  expect(await edge('a[href="/admin/users/new"]')).toBe(true)
  expect(await edge('nav[aria-label="Administration"] [aria-current]', '::after')).toBe(true)
  const colour = (which: string) =>
    page
      .locator(`nav[aria-label="Filter"] ${which}`)
      .first()
      .evaluate((element) => {
        return getComputedStyle(element).borderTopColor
      })
  expect(await colour('[aria-current]')).not.toBe(await colour('a:not([aria-current])'))
})
