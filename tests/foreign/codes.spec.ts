/** Codes of an authenticator app that Debian ships: oathtool. */
import { execFileSync } from 'node:child_process'
import type { Page } from '@playwright/test'
import { newAuthenticatorSecret, stepOf } from '@/lib/factors/totp'
import { expect, shareDatabase, signIn, test, type Person } from '../e2e/fixtures'

test.beforeEach(({ server }) => shareDatabase(server))

const STEP = 30
const HUNDRED_YEARS = 100 * 365 * 24 * 60 * 60

test('any key gives the same codes there and here, now and in a hundred years', () => {
  const seconds = Math.floor(Date.now() / 1000)
  for (const from of [59, seconds, seconds + HUNDRED_YEARS]) {
    const key = newAuthenticatorSecret()
    const codes = codesFrom(key, from, 200)
    expect(codes).toHaveLength(200)
    for (const [i, code] of codes.entries()) {
      const point = from + i * STEP
      expect(stepOf(key, code, new Date(point * 1000))).toBe(Math.floor(point / STEP))
    }
  }
})

test('a user sets up this app by the key on the page, and logs in with its codes', async ({
  browser,
  context,
  page,
  person,
  server,
}) => {
  await signIn(context, person, server)
  await page.goto('/dashboard/security/authenticator')
  await page.getByRole('button', { name: 'Set up an app' }).click()
  const shown = await page.getByText(/^([A-Z2-7]{4} ?){8}$/).textContent()
  const key = shown ?? ''
  // Each code works once, and that of the step before is right too.
  await codeField(page).fill(codeIn(key, -1))
  await page.getByRole('button', { name: 'Turn on' }).click()
  await expect(page.getByRole('heading', { name: 'Your recovery codes' })).toBeVisible()

  const other = await browser.newContext()
  const phone = await other.newPage()
  await givePassword(phone, person, server.origin)
  const code = codeIn(key)
  await codeField(phone).fill(code)
  await phone.getByRole('button', { name: 'Log in' }).click()
  await expect(phone).toHaveURL(/\/dashboard$/)

  await other.clearCookies()
  await givePassword(phone, person, server.origin)
  await codeField(phone).fill(code)
  await phone.getByRole('button', { name: 'Log in' }).click()
  await expect(codeField(phone)).toHaveAccessibleDescription(/not right/)
  await other.close()
})

/** So many codes, from that of a point in seconds on. */
function codesFrom(key: string, seconds: number, count: number): string[] {
  const window = ['-w', String(count - 1), '--now', `@${seconds}`]
  const printed = execFileSync('oathtool', ['--totp', '-b', ...window, key], { encoding: 'utf8' })
  return printed.trim().split('\n')
}

/** The code that the app shows now, or so many steps later. */
function codeIn(key: string, later = 0): string {
  const [code = ''] = codesFrom(key, Math.floor(Date.now() / 1000) + later * STEP, 1)
  return code
}

function codeField(page: Page) {
  return page.getByLabel('Code', { exact: true })
}

async function givePassword(page: Page, person: Person, origin: string): Promise<void> {
  await page.goto(`${origin}/login`)
  await page.getByLabel('Email', { exact: true }).fill(person.email)
  await page.getByLabel('Password', { exact: true }).fill(person.password)
  await page.getByRole('button', { name: 'Log in', exact: true }).click()
}
