import { decodeJwt } from 'jose'
import { PASSWORD } from '../support/accounts'
import { startCookielessProxy } from '../support/cookieless-proxy'
import { cookiesOfSession, cookieValue, expect, test } from './fixtures'

test(
  'a visitor can sign up, see the dashboard, reload it and log out',
  { tag: '@copies' },
  async ({ page, context }) => {
    await page.goto('/')
    await page.getByRole('link', { name: 'Sign up' }).first().click()
    await page.getByLabel('Name').fill('Grace Hopper')
    await page.getByLabel('Email').fill('grace@example.com')
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await page.getByRole('button', { name: 'Sign up' }).click()

    await page.waitForURL('**/dashboard')
    await expect(page.getByText('grace@example.com').first()).toBeVisible()
    await page.reload()
    await expect(page.getByText('Grace Hopper').first()).toBeVisible()

    await page.getByRole('button', { name: 'Log out', exact: true }).first().click()
    await page.waitForURL('**/login')
    await expect(page.getByText('You are logged out.')).toBeVisible()
    expect(await cookiesOfSession(context)).toEqual([])
  },
)

test('the session tokens are not visible to scripts or storage, nor in URLs', async ({
  dashboard,
  context,
}) => {
  expect(await dashboard.evaluate('document.cookie')).toBe('')
  const refresh = await cookieValue(context, 'refresh')
  const stored = await dashboard.evaluate(
    'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href])',
  )
  const markup = await dashboard.content()
  for (const text of [String(stored), markup]) {
    expect(text).not.toMatch(/eyJ[A-Za-z0-9_-]{10,}\./)
    expect(text).not.toContain(String(refresh))
  }
})

test('log-in with a wrong password says so, and keeps the email address but not the password', async ({
  page,
  person,
}) => {
  await page.goto('/login')
  await page.getByLabel('Email').fill(person.email)
  await page.getByLabel('Password', { exact: true }).fill('not the right one')
  await page.getByRole('button', { name: 'Log in' }).click()
  await expect(page.getByRole('alert').filter({ hasText: /incorrect/ })).toHaveText(
    'Email or password is incorrect.',
  )
  await expect(page.getByLabel('Email')).toHaveValue(person.email)
  await expect(page.getByLabel('Password', { exact: true })).toHaveValue('')
})

test(
  'sign-up with a taken email address shows the fault at its field',
  { tag: '@copies' },
  async ({ page, person }) => {
    await page.goto('/signup')
    await page.getByLabel('Email').fill(person.email.toUpperCase())
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await page.getByRole('button', { name: 'Sign up' }).click()
    const email = page.getByLabel('Email')
    await expect(email).toHaveAttribute('aria-invalid', 'true')
    await expect(email).toHaveAccessibleDescription(/account/)
    await expect(email).toHaveValue(person.email.toUpperCase())
  },
)

test('a signed-in user who opens the log-in or sign-up page is sent to the app', async ({
  dashboard,
}) => {
  for (const path of ['/login', '/signup', '/login?next=%2Fdashboard%2Fsessions']) {
    await dashboard.goto(path)
    await expect(dashboard).toHaveURL(/\/dashboard/)
  }
  await expect(dashboard).toHaveURL(/\/dashboard\/sessions$/)
})

test('a visitor reaches the requested page after log-in', async ({ page, person }) => {
  await page.goto('/dashboard/sessions?from=mail')
  await expect(page).toHaveURL('/login?next=%2Fdashboard%2Fsessions%3Ffrom%3Dmail')
  await page.getByLabel('Email').fill(person.email)
  await page.getByLabel('Password', { exact: true }).fill(person.password)
  await page.getByRole('button', { name: 'Log in' }).click()
  await page.waitForURL('**/dashboard/sessions?from=mail')
})

for (const next of [
  'https://evil.example',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
]) {
  test(`log-in with next=${JSON.stringify(next)} stays within the app`, async ({
    page,
    person,
    server,
  }) => {
    await page.goto(`/login?next=${encodeURIComponent(next)}`)
    await page.getByLabel('Email').fill(person.email)
    await page.getByLabel('Password', { exact: true }).fill(person.password)
    await page.getByRole('button', { name: 'Log in' }).click()
    await page.waitForURL(`${server.origin}/dashboard`)
  })
}

test('cookies outlive the browser only with Stay signed in', async ({
  browser,
  server,
  person,
}) => {
  for (const stay of [true, false]) {
    const context = await browser.newContext({ baseURL: server.origin })
    const page = await context.newPage()
    await page.goto('/login')
    await page.getByLabel('Email').fill(person.email)
    await page.getByLabel('Password', { exact: true }).fill(person.password)
    await page.getByLabel('Stay signed in').setChecked(stay)
    await page.getByRole('button', { name: 'Log in' }).click()
    await page.waitForURL('**/dashboard')
    for (const cookie of await cookiesOfSession(context)) {
      const life = Number(decodeJwt(cookie.value).exp) - cookie.expires
      if (stay) expect(Math.abs(life), cookie.name).toBeLessThan(20)
      else expect(cookie.expires, cookie.name).toBe(-1)
    }
    await context.close()
  }
})

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'with' : 'without'
  test(`log-in says that the browser refuses cookies, ${how} JavaScript`, async ({
    browser,
    person,
    server,
  }) => {
    const proxy = await startCookielessProxy()
    const context = await browser.newContext({
      javaScriptEnabled,
      baseURL: server.origin,
      proxy: { server: proxy.origin },
    })
    await context.addInitScript(
      'Object.defineProperty(navigator, "cookieEnabled", { value: false })',
    )
    const page = await context.newPage()
    await page.goto('/login')
    const words = page.getByText(/cookies/i)
    if (javaScriptEnabled) await expect(words.first()).toBeVisible()
    else await expect(words).toHaveCount(0)
    await page.getByLabel('Email').fill(person.email)
    await page.getByLabel('Password', { exact: true }).fill(person.password)
    await page.getByRole('button', { name: 'Log in' }).click()
    await page.waitForURL('**/login?check=cookies**')
    await expect(words.first()).toBeVisible()
    expect(await context.cookies()).toEqual([])
    await context.close()
    await proxy.stop()
  })
}

test('log-in after too many attempts says when to retry', { tag: '@copies' }, async ({ page }) => {
  await page.goto('/login')
  const alert = page.getByRole('alert').filter({ hasText: /./ })
  for (let i = 0; i < 11; i += 1) {
    await page.getByLabel('Email').fill('guessed@example.com')
    await page.getByLabel('Password', { exact: true }).fill(`guess number ${i}`)
    await page.getByRole('button', { name: 'Log in' }).click()
    await expect(page.getByLabel('Password', { exact: true })).toHaveValue('')
  }
  await expect(alert.first()).toHaveText(/Too many attempts\. Try again in 1\d minutes\./)
})
