import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { ask } from '../support/http'
import { expect, test } from './fixtures'

const LOGO = resolve('tests/support/logo.svg')

test.use({
  // None of ours, so DEFAULT_LANGUAGE decides.
  locale: 'fr-FR',
  settings: {
    APP_NAME: 'Harbour & “Söhne” 100%',
    APP_LOGO: LOGO,
    ACCENT_COLOR: '#0B4F8A',
    HOME_URL: 'https://www.example.com',
    TERMS_URL: 'https://www.example.com/terms',
    PRIVACY_URL: '/privacy',
    SUPPORT_EMAIL: 'help@example.com',
    DEFAULT_LANGUAGE: 'de',
  },
})

test('the product has its own name, logo, colour and links on every kind of page', async ({
  dashboard,
  page,
}) => {
  for (const path of ['/', '/login', '/dashboard', '/dashboard/none', '/unavailable']) {
    await dashboard.goto(path)
    const html = await dashboard.content()
    expect(html, path).toContain('Söhne” 100%')
    expect(html, path).not.toContain('Gatehouse')
    await expect(dashboard, path).toHaveTitle(/Harbour & “Söhne” 100%$/)
    const icon = await dashboard.locator('link[rel="icon"]').first().getAttribute('href')
    expect(icon, path).toMatch(/^\/brand\/logo-[\da-f]{16}\.svg$/)
  }
  await page.goto('/')
  await expect(page.getByRole('link', { name: 'Nutzungsbedingungen' })).toHaveAttribute(
    'href',
    'https://www.example.com/terms',
  )
  await expect(page.getByRole('link', { name: 'Hilfe' })).toHaveAttribute(
    'href',
    'mailto:help@example.com',
  )
})

test('buttons and links have the colour, and a lighter one in the dark theme', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' })
  await page.goto('/login')
  const colour = () =>
    page
      .locator('form [type="submit"]')
      .first()
      .evaluate((button) => getComputedStyle(button).backgroundColor)
  await expect.poll(colour).toBe('rgb(11, 79, 138)')
  await page.emulateMedia({ colorScheme: 'dark' })
  // The button fades from one colour to the other.
  await expect.poll(colour).not.toBe('rgb(11, 79, 138)')
})

test('the logo and the colours are served for ever, and do nothing when opened alone', async ({
  page,
  server,
}) => {
  await page.goto('/login')
  const src = await page.locator('main img').first().getAttribute('src')
  const sheet = await page.locator('link[href^="/brand/colours"]').getAttribute('href')
  for (const path of [src, sheet]) {
    const { status, headers } = await ask(`${server.origin}${path}`)
    expect(status).toBe(200)
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect(headers['content-security-policy']).toMatch(/^default-src 'none';.*; sandbox$/)
    expect(headers['x-content-type-options']).toBe('nosniff')
  }
  const picture = await ask(`${server.origin}${src}`)
  expect(picture.body).toBe(readFileSync(LOGO, 'utf8'))
  expect(picture.headers['content-type']).toBe('image/svg+xml; charset=utf-8')
  expect((await ask(`${server.origin}/brand/logo-0000000000000000.svg`)).status).toBe(404)
  expect((await ask(`${server.origin}/favicon.ico`)).headers.location).toBe(src)
})

test('the home screen of a phone shows the name and the logo', async ({ server }) => {
  const { body } = await ask(`${server.origin}/manifest.webmanifest`)
  const { name, icons } = JSON.parse(body) as { name: string; icons: { src: string }[] }
  expect(name).toBe('Harbour & “Söhne” 100%')
  expect(icons).toEqual([expect.objectContaining({ type: 'image/svg+xml' })])
})
