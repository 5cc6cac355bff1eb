import { expect, test } from '@playwright/test'
import { PASSWORD } from '../support/accounts'
import { freePort } from '../support/free-port'
import { ask } from '../support/http'
import { startServer } from '../support/server'
import { startTlsProxy } from '../support/tls-proxy'
import { cookiesOfSession } from './fixtures'

test('over HTTPS the session cookies have the __Host- prefix, and log-out deletes them', async ({
  browser,
}) => {
  const port = await freePort()
  const origin = `https://localhost:${port}`
  const server = await startServer({
    env: { APP_ORIGIN: origin, TRUSTED_PROXIES: '127.0.0.1, ::1' },
  })
  const proxy = await startTlsProxy(port, server.port)
  const context = await browser.newContext({ baseURL: origin, ignoreHTTPSErrors: true })
  try {
    const page = await context.newPage()
    const answer = await page.goto('/signup')
    expect(answer?.headers()['strict-transport-security']).toBe(
      'max-age=63072000; includeSubDomains',
    )
    await page.getByLabel('Email').fill('ada@example.com')
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await page.getByRole('button', { name: 'Sign up' }).click()
    await page.waitForURL('**/dashboard')

    const cookies = await context.cookies()
    expect(cookies.map(({ name }) => name).sort()).toEqual([
      '__Host-gh_access',
      '__Host-gh_device',
      '__Host-gh_refresh',
    ])
    for (const cookie of cookies) {
      expect(cookie).toMatchObject({ secure: true, httpOnly: true, path: '/', domain: 'localhost' })
      expect(cookie.sameSite).toBe(cookie.name.endsWith('refresh') ? 'Strict' : 'Lax')
      expect(cookie.name.length + cookie.value.length).toBeLessThan(4096)
    }

    await context.clearCookies({ name: '__Host-gh_access' })
    await page.goto('/dashboard/sessions')
    await page.waitForURL('**/dashboard/sessions')

    await page.getByRole('button', { name: 'Log out', exact: true }).first().click()
    await page.waitForURL('**/login')
    expect(await cookiesOfSession(context)).toEqual([])
    await page.goto('/dashboard')
    await expect(page).toHaveURL(/\/login/)
  } finally {
    await context.close()
    await proxy.stop()
    await server.stop()
  }
})

test('mails of a developer’s machine are shown on that machine alone, whatever host is named', async () => {
  const server = await startServer({ env: { TRUSTED_PROXIES: '127.0.0.1, ::1' } })
  try {
    const status = async (client: string) => {
      const headers = { 'x-forwarded-for': client }
      return (await ask(`${server.origin}/dev/mail`, { headers })).status
    }
    expect(await status('127.0.0.1')).toBe(200)
    expect(await status('203.0.113.5')).toBe(404)
  } finally {
    await server.stop()
  }
})
