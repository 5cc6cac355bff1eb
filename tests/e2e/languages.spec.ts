import { PASSWORD } from '../support/accounts'
import { ask } from '../support/http'
import { userIdOf, userRow } from '../support/rows'
import { expect, signIn, test } from './fixtures'

const german = { locale: 'de-AT' }

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'with' : 'without'
  test.describe(`in German, ${how} JavaScript`, () => {
    test.use({ locale: 'de-AT', javaScriptEnabled })

    test('a visitor chooses dark colours, signs up, sees their pages and logs out again', async ({
      page,
    }) => {
      const email = `greta.${how}@example.com`
      await page.goto('/signup')
      await expect(page.locator('html')).toHaveAttribute('lang', 'de')
      await page.getByRole('button', { name: 'Dunkel' }).click()
      await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
      await page.getByLabel('E-Mail-Adresse').fill(email)
      await page.getByLabel('Passwort', { exact: true }).fill('kurz')
      await page.getByRole('button', { name: 'Registrieren' }).click()
      await expect(page.getByRole('main').getByRole('alert')).toHaveText(
        'Wähle ein anderes Passwort.',
      )
      await expect(page.getByText('Nimm mindestens 12 Zeichen.')).toBeVisible()
      await page.getByLabel('Passwort', { exact: true }).fill(PASSWORD)
      await page.getByRole('button', { name: 'Registrieren' }).click()
      await expect(page.getByRole('heading', { level: 1 })).toContainText('Hallo')
      await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
      await page.getByRole('navigation').getByRole('link', { name: 'Sitzungen' }).click()
      await expect(page).toHaveTitle('Sitzungen · Gatehouse')
      await expect(page.getByText('Ein Gerät ist angemeldet.')).toBeVisible()
      await page.getByRole('button', { name: 'Abmelden', exact: true }).click()
      await expect(page.getByText('Du bist abgemeldet.')).toBeVisible()
      expect((await userRow(await userIdOf(email)))?.locale).toBe('de')
    })
  })
}

test.describe('in a browser that asks for German', () => {
  test.use(german)

  test('an error of a form and a missing page are German too', async ({ page }) => {
    await page.goto('/login')
    await page.getByLabel('E-Mail-Adresse').fill('none@example.com')
    await page.getByLabel('Passwort', { exact: true }).fill('falsch')
    await page.getByRole('button', { name: 'Anmelden' }).click()
    await expect(page.getByRole('main').getByRole('alert')).toHaveText(
      'E-Mail-Adresse oder Passwort ist falsch.',
    )
    await page.goto('/docs/none')
    await expect(page).toHaveTitle('Anmelden · Gatehouse')
  })
})

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('the switch at the foot changes the language, and keeps the page', async ({ page }) => {
      await page.goto('/signup?next=%2Fdashboard%2Fsessions')
      await page.getByLabel('Email').fill('kept@example.com')
      await page.getByRole('button', { name: 'Deutsch' }).click()
      await expect(page.locator('html')).toHaveAttribute('lang', 'de')
      await expect(page.getByRole('button', { name: 'Deutsch' })).toHaveAttribute(
        'aria-pressed',
        'true',
      )
      expect(new URL(page.url()).pathname).toBe('/signup')
      if (javaScriptEnabled) {
        await expect(page.getByLabel('E-Mail-Adresse')).toHaveValue('kept@example.com')
      }
      await page.goto('/login')
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Anmelden')
      await page.getByRole('button', { name: 'English' }).click()
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Log in')
    })

    test('a chosen theme holds on the next pages, until the system decides again', async ({
      page,
    }) => {
      await page.emulateMedia({ colorScheme: 'light' })
      await page.goto('/login')
      const ground = () =>
        page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
      expect(await ground()).toBe('rgb(245, 243, 236)')
      await page.getByRole('button', { name: 'Dark' }).click()
      await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
      await page.goto('/signup')
      expect(await ground()).toBe('rgb(15, 22, 21)')
      await page.goto('/unavailable')
      await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
      await page.goto('/login')
      await page.getByRole('button', { name: 'System' }).click()
      await expect(page.locator('html')).not.toHaveAttribute('data-theme')
      expect(await ground()).toBe('rgb(245, 243, 236)')
    })
  })
}

test('a user finds their language in another browser, after log-in and after a refresh', async ({
  browser,
  dashboard,
  person,
  server,
}) => {
  await dashboard.getByRole('button', { name: 'Deutsch' }).click()
  await expect(dashboard.getByRole('heading', { level: 1 })).toContainText('Hallo')

  const other = await browser.newContext({ locale: 'en-GB' })
  const page = await other.newPage()
  await page.goto('/login')
  await page.getByLabel('Email').fill(person.email)
  await page.getByLabel('Password', { exact: true }).fill(person.password)
  await page.getByRole('button', { name: 'Log in' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Hallo')

  const third = await browser.newContext({ locale: 'en-GB' })
  await signIn(third, person, server)
  await third.clearCookies({ name: 'gh_access' })
  const renewed = await third.newPage()
  await renewed.goto('/dashboard')
  await expect(renewed.getByRole('heading', { level: 1 })).toContainText('Hallo')
  await Promise.all([other.close(), third.close()])
})

test('a language chosen after the access token has expired outlasts the refresh', async ({
  context,
  dashboard,
}) => {
  await dashboard.getByRole('button', { name: 'Deutsch' }).click()
  await expect(dashboard.locator('html')).toHaveAttribute('lang', 'de')
  await context.clearCookies({ name: 'gh_access' })
  await dashboard.getByRole('button', { name: 'English' }).click()
  // The session is renewed on the way.
  await expect(dashboard.getByRole('heading', { level: 1 })).toContainText('Hello')
  await dashboard.goto('/dashboard/sessions')
  await expect(dashboard).toHaveTitle('Sessions · Gatehouse')
})

test.describe('in another time zone', () => {
  test.use({ timezoneId: 'Asia/Tokyo' })

  test('times are corrected on the first page, and written by the server on the next', async ({
    context,
    page,
    person,
    server,
  }) => {
    await signIn(context, person, server)
    await page.goto('/dashboard/sessions')
    const exact = page.locator('time[data-as="exact"]').first()
    await expect(exact).toContainText('GMT+9')
    await expect(page.locator('time[data-as="relative"]').first()).toHaveAttribute(
      'title',
      /GMT\+9/,
    )
    const { body } = await ask(`${server.origin}/dashboard/sessions`, {
      headers: {
        cookie: (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; '),
      },
    })
    expect(body).toContain('GMT+9')
    expect(body).not.toMatch(/\d UTC</)
  })

  test('the exact time shows when a relative one has the focus', async ({ dashboard }) => {
    const time = dashboard.locator('time[data-as="relative"]').first()
    await time.focus()
    await dashboard.keyboard.press('Shift+Tab')
    await dashboard.keyboard.press('Tab')
    await expect(time).toBeFocused()
    const shown = await time.evaluate((element) => getComputedStyle(element, '::after').content)
    expect(shown).toContain('GMT+9')
  })
})

test('a page sends only the words that its client components use', async ({ server }) => {
  const { body } = await ask(`${server.origin}/login`)
  const { admin, mine } = {
    admin: ['Create role', 'Rotate now', 'Administration'],
    mine: ['You seem to be offline', 'Logging in…'],
  }
  for (const words of mine) expect(body).toContain(words)
  for (const words of admin) expect(body).not.toContain(words)
})
