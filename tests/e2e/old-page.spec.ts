/** A page that was open during an update, whose form names an action that no longer exists. */
import type { Page } from '@playwright/test'
import { ask, fromPageOn, multipart } from '../support/http'
import { expect, test } from './fixtures'

const UNKNOWN = `7f${'0'.repeat(40)}`
const TOLD = /This site was updated while the page was open/

/** Changes the form into one of an earlier build. */
async function makeOld(page: Page): Promise<void> {
  await page.route('**/login*', (route) => {
    const headers = route.request().headers()
    const isCall = headers['next-action'] !== undefined
    return route.continue(isCall ? { headers: { ...headers, 'next-action': UNKNOWN } } : {})
  })
  await page.evaluate((id) => {
    for (const field of document.querySelectorAll<HTMLInputElement>('[name^=\\$ACTION_]')) {
      field.value = field.value.replace(/"id":"\w+"/, `"id":"${id}"`)
    }
  }, UNKNOWN)
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('a form of an earlier build reloads the page, which says why and keeps the email address', async ({
      page,
      context,
      person,
    }) => {
      await page.goto('/login?next=%2Fdashboard%2Fsecurity')
      await page.getByLabel('Email').fill(person.email)
      await page.getByLabel('Password', { exact: true }).fill(person.password)
      await page.getByLabel('Stay signed in').check()
      await makeOld(page)
      const answer = page.waitForResponse((response) => response.request().method() === 'POST')
      await page.getByRole('button', { name: 'Log in' }).click()
      const [, , , typed = ''] = String((await (await answer).allHeaders())['set-cookie']).split(
        '.',
      )
      await expect(page.getByText(TOLD)).toBeVisible()
      await expect(page.getByLabel('Email')).toHaveValue(person.email)
      await expect(page.getByLabel('Stay signed in')).toBeChecked()
      await expect(page.getByLabel('Password', { exact: true })).toHaveValue('')
      expect(new URL(page.url()).search).toBe('?next=%2Fdashboard%2Fsecurity')
      expect(JSON.parse(String(Buffer.from(typed, 'base64url')))).toEqual({
        email: person.email,
        persistent: 'on',
      })
      expect(await context.cookies()).toEqual([])

      await page.unroute('**/login*')
      await page.getByLabel('Password', { exact: true }).fill(person.password)
      await page.getByRole('button', { name: 'Log in' }).click()
      await page.waitForURL('**/dashboard/security')
    })
  })
}

test('a form from another site cannot make the log-in page show its values', async ({ server }) => {
  const form = multipart({ [`$ACTION_ID_${UNKNOWN}`]: '', email: 'mallory@example.com' })
  const headers = { ...form.headers, ...fromPageOn('https://evil.example') }
  const answer = await ask(`${server.origin}/login`, { ...form, headers })
  expect(answer).toMatchObject({ status: 403, setCookies: [] })
})

test('a form of an earlier build redirects only within this site', async ({ server }) => {
  const form = multipart({ [`$ACTION_ID_${UNKNOWN}`]: '' })
  const headers = { ...form.headers, ...fromPageOn(server.origin) }
  const answer = await ask(`${server.origin}//evil.example/login`, { ...form, headers })
  expect(answer.status).toBe(303)
  expect(answer.headers.location).toBe(`${server.origin}//evil.example/login`)
})
