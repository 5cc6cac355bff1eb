/** Applications hear that sessions end, users take access back, and applications ask to log out. */
import { createRemoteJWKSet, jwtVerify } from 'jose'
import { eventsOf, userIdOf } from '../support/rows'
import { startLogoutReceiver, type LogoutReceiver } from '../support/logout-receiver'
import { givenApp, signInTo, type RelyingParty } from '../support/relying-party'
import { cookieHeader, tokensFor } from '../support/session'
import { expect, shareDatabase, test } from './fixtures'

let receiver: LogoutReceiver

test.beforeEach(async ({ server }) => {
  await shareDatabase(server)
  receiver = await startLogoutReceiver()
})
test.afterEach(() => receiver.stop())

/** Where the application wants its users after a log-out. */
const bye = () => new URL('/bye', receiver.url).href

const givenListener = (origin: string, name: string): Promise<RelyingParty> =>
  givenApp(origin, {
    name,
    backchannelLogoutUri: receiver.url,
    postLogoutRedirectUris: [bye()],
  })

test('an application is told of a log-out at once, by a token that its key set verifies', async ({
  context,
  dashboard,
  server,
}) => {
  const app = await givenListener(server.origin, 'Harbour log')
  const cookies = await context.cookies(server.origin)
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  const claims = (await signInTo(app, cookie)).claims()
  await dashboard.getByRole('button', { name: 'Log out', exact: true }).click()
  await receiver.until(1)
  const { payload } = await jwtVerify(
    receiver.tokens[0] ?? '',
    createRemoteJWKSet(new URL('/.well-known/jwks.json', server.origin)),
    { typ: 'logout+jwt', issuer: server.origin, audience: app.id },
  )
  expect(payload).toMatchObject({ sid: claims?.sid, sub: claims?.sub })
  expect(payload).not.toHaveProperty('nonce')
})

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('a user sees which applications use the account, and takes it back', async ({
      dashboard,
      person,
      server,
    }) => {
      const name = `Tide tables ${javaScriptEnabled ? 1 : 2}`
      const app = await givenListener(server.origin, name)
      await signInTo(app, cookieHeader(await tokensFor(person)))
      await dashboard.goto('/dashboard/apps')
      const row = dashboard.getByRole('list', { name: 'Applications' }).getByRole('listitem')
      const entry = row.filter({ hasText: name })
      await expect(entry).toContainText('Last used just now')
      await expect(entry).toContainText('Your email address, and whether it is confirmed')
      await dashboard.getByRole('button', { name: `Remove the access of ${name}` }).click()
      await dashboard.getByRole('button', { name: 'Yes, remove it' }).click()
      await expect(dashboard.getByText('Its access is removed.')).toBeVisible()
      await expect(entry).toHaveCount(0)
      await receiver.until(1)
      const userId = await userIdOf(person.email)
      const removed = (await eventsOf('app_access_removed')).filter((one) => one.userId === userId)
      expect(removed).toHaveLength(1)
      await dashboard.goto('/dashboard/activity')
      await expect(
        dashboard.getByText('The access of an application was removed').first(),
      ).toBeVisible()
    })

    test('an application asks to log the user out, who logs out everywhere and is led back', async ({
      dashboard: page,
      server,
    }) => {
      const app = await givenListener(server.origin, 'Night watch')
      const query = { client_id: app.id, post_logout_redirect_uri: bye(), state: 'a b' }
      const address = `/oauth/logout?${new URLSearchParams(query)}`
      await page.goto(address)
      await expect(page.getByRole('heading', { name: 'Log out?' })).toBeVisible()
      await page.getByRole('link', { name: 'Stay logged in' }).click()
      await expect(page).toHaveURL('/dashboard')
      await page.goto(address)
      await page.getByRole('button', { name: 'Log out everywhere' }).click()
      await page.waitForURL(`${bye()}?state=a+b`)
      await page.goto('/dashboard')
      await expect(page).toHaveURL(/\/login/)
    })
  })
}

test('an application that wants to send users elsewhere after a log-out gets a problem', async ({
  dashboard: page,
  server,
}) => {
  const app = await givenListener(server.origin, 'Lighthouse')
  const query = { client_id: app.id, post_logout_redirect_uri: 'https://evil.example/' }
  await page.goto(`/oauth/logout?${new URLSearchParams(query)}`)
  await expect(page.getByRole('heading', { name: 'You cannot go on from here' })).toBeVisible()
  expect(new URL(page.url()).origin).toBe(server.origin)
})
