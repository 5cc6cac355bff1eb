import { MEMBERS } from '../support/looks'
import { expect, test } from './fixtures'

test('a page says nothing to the console, and loads nothing from elsewhere', async ({
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

test('log-in can be done with the keyboard alone', async ({ page, person }) => {
  await page.goto('/login')
  await page.getByLabel('Email').focus()
  await page.keyboard.type(person.email)
  await page.keyboard.press('Tab')
  await page.keyboard.type(person.password)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/dashboard')
})

test('password managers find their fields', async ({ page }) => {
  await page.goto('/login')
  await expect(page.getByLabel('Email')).toHaveAttribute('autocomplete', 'username')
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
