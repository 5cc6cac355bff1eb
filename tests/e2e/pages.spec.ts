import { MEMBERS } from '../support/all-pages'
import { ask } from '../support/http'
import { cookieHeader, tokensFor } from '../support/session'
import { expect, test } from './fixtures'

test('pages write nothing to the console, and load nothing from other origins', async ({
  dashboard,
  server,
}) => {
  const said: string[] = []
  dashboard.on('console', (message) => said.push(message.text()))
  dashboard.on('pageerror', (error) => said.push(error.message))
  dashboard.on('request', (request) => {
    if (!request.url().startsWith(server.origin)) said.push(request.url())
  })
  for (const path of [...MEMBERS, '/']) {
    await dashboard.goto(path)
    await dashboard.waitForLoadState('networkidle')
  }
  expect(said).toEqual([])
})

test('log-in works with only the keyboard', async ({ page, person }) => {
  await page.goto('/login')
  await page.getByLabel('Email').focus()
  await page.keyboard.type(person.email)
  await page.keyboard.press('Tab')
  await page.keyboard.type(person.password)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/dashboard')
})

test('the log-in and sign-up fields have the attributes that password managers need', async ({
  page,
}) => {
  await page.goto('/login')
  await expect(page.getByLabel('Email')).toHaveAttribute('autocomplete', 'username webauthn')
  const password = page.getByLabel('Password', { exact: true })
  await expect(password).toHaveAttribute('autocomplete', 'current-password')
  await expect(password).toHaveAttribute('type', 'password')
  await password.fill('visible')
  await page.getByRole('button', { name: /show password/i }).click()
  await expect(password).toHaveAttribute('type', 'text')
  await page.goto('/signup')
  await expect(page.getByLabel('Password', { exact: true })).toHaveAttribute(
    'autocomplete',
    'new-password',
  )
})

test('a page loads the code of links only once', async ({ server, person }) => {
  const visits = { '/login': '', '/dashboard': cookieHeader(await tokensFor(person)) }
  for (const [path, cookie] of Object.entries(visits)) {
    const { body } = await ask(server.origin + path, { headers: { cookie } })
    const paths = new Set([...body.matchAll(/<script[^>]* src="([^"]+)"/g)].map(([, src]) => src))
    const scripts = await Promise.all([...paths].map((src) => ask(`${server.origin}${src}`)))
    // The name of an export of next/link, which no minifier shortens.
    const copies = scripts.filter((script) => script.body.includes('useLinkStatus'))
    expect(copies, path).toHaveLength(1)
  }
})
