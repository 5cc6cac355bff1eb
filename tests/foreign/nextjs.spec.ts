/** An application in Next.js, as many users of Auth.js have one. */
import { logOut } from '../support/client'
import { startNextJsApp } from '../support/nextjs-app'
import { expect, shareDatabase, signIn, test } from '../e2e/fixtures'

test('Auth.js in a Next.js application logs in, and logs out with a log-out everywhere', async ({
  context,
  page,
  person,
  server,
}) => {
  await shareDatabase(server)
  const app = await startNextJsApp(server.origin)
  try {
    const tokens = await signIn(context, person, server)
    await page.goto(app.origin)
    await page.getByRole('button', { name: 'Log in' }).click()
    await expect(page.getByText(person.email)).toBeVisible()
    await page.reload()
    await expect(page.getByText(person.email)).toBeVisible()
    await logOut(server.origin, tokens, 'everywhere')
    await page.reload()
    await expect(page.getByRole('button', { name: 'Log in' })).toBeVisible()
  } finally {
    await app.stop()
  }
})
