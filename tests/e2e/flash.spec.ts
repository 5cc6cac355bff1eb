/** The next page shows a flash once, and the URL cannot cause one. */
import { oldTokensFor, tokensFor } from '../support/session'
import { expect, givenPerson, keepTokens, shareDatabase, signIn, test } from './fixtures'

// Another test file in this process may have opened the database of its own server.
test.beforeEach(({ server }) => shareDatabase(server))

const OTHERS_OUT = 'All other devices are logged out.'
const OUT = 'You are logged out.'

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('the message after logging out the other devices is shown once', async ({
      browser,
      context,
      dashboard: page,
      person,
      server,
    }) => {
      await signIn(await browser.newContext(), person, server)
      await page.goto('/dashboard/sessions')
      await page.getByRole('button', { name: 'Log out all other devices' }).click()
      await page.getByRole('button', { name: 'Yes, log out all others' }).click()
      await expect(page.getByText(OTHERS_OUT)).toBeVisible()
      expect(new URL(page.url()).search).toBe('')
      const names = async () => (await context.cookies()).map(({ name }) => name)
      expect(await names()).not.toContain('gh_flash')

      await page.reload()
      await expect(page.getByRole('heading', { name: 'Sessions' })).toBeVisible()
      await expect(page.getByText(OTHERS_OUT)).toBeHidden()
    })

    test('the message of an act that asked for the password first leaves no cookie behind', async ({
      context,
      page,
      server,
    }) => {
      const person = await givenPerson()
      await keepTokens(context, await oldTokensFor(person), server)
      await tokensFor(person)
      await page.goto('/dashboard/sessions')
      await page.getByRole('button', { name: 'Log out all other devices' }).click()
      await page.getByRole('button', { name: 'Yes, log out all others' }).click()
      await page.getByLabel('Password', { exact: true }).fill(person.password)
      await page.getByRole('button', { name: /^Confirm/ }).click()
      await expect(page.getByText(OTHERS_OUT)).toBeVisible()
      expect((await context.cookies()).map(({ name }) => name)).not.toContain('gh_flash')
    })

    test('the message after log-out is shown once', async ({ dashboard: page }) => {
      await page.getByRole('button', { name: 'Log out', exact: true }).click()
      await expect(page.getByText(OUT)).toBeVisible()
      expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe('/login')

      await page.reload()
      await expect(page.getByRole('heading', { name: 'Log in' })).toBeVisible()
      await expect(page.getByText(OUT)).toBeHidden()
    })
  })
}

test('a URL with a reason does not make the log-in page show a message', async ({ page }) => {
  for (const reason of ['out', 'everywhere', 'ended', 'reset']) {
    await page.goto(`/login?reason=${reason}`)
    await expect(page.getByRole('heading', { name: 'Log in' })).toBeVisible()
    await expect(page.getByRole('status')).toHaveCount(0)
  }
})

test('the flash cookie is HttpOnly and SameSite=Strict, and holds a code instead of a text', async ({
  dashboard: page,
}) => {
  const answers: string[] = []
  page.on('response', (response) => {
    void response.headerValue('set-cookie').then((value) => value && answers.push(value))
  })
  await page.getByRole('button', { name: 'Log out', exact: true }).click()
  await expect(page.getByText(OUT)).toBeVisible()
  const set = answers
    .flatMap((value) => value.split('\n'))
    .filter((one) => /^gh_flash=done/.test(one))
  expect(set).toHaveLength(1)
  expect(set[0]).toMatch(/^gh_flash=done\.out\.[\w-]{8}\.\.browser\.%2Flogin;/)
  expect(set[0]).toMatch(/; HttpOnly/)
  expect(set[0]).toMatch(/; SameSite=strict/i)
  expect(set[0]).toMatch(/; Max-Age=60/)
})
