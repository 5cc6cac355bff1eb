/** Applications sign users in through us: OpenID Connect, spoken by openid-client. */
import { decodeJwt } from 'jose'
import type { UserId } from '@/lib/base/ids'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { endSessionsAsOperator } from '@/lib/sessions/end/operator'
import { LAPTOP } from '../support/people'
import { ask } from '../support/http'
import {
  callbackAddress,
  client,
  errorOf,
  givenApp,
  sentTo,
  signInRequest,
  signInTo,
} from '../support/relying-party'
import { cookieHeader, tokensFor } from '../support/session'
import { expect, givenAdministrator, shareDatabase, signIn, test } from './fixtures'

test.beforeEach(({ server }) => shareDatabase(server))

test('an application of the house gets its code in one redirect, and true claims', async ({
  person,
  server,
}) => {
  const app = await givenApp(server.origin)
  const tokens = await signInTo(app, cookieHeader(await tokensFor(person)))
  const claims = tokens.claims()
  expect(claims).toMatchObject({
    iss: server.origin,
    aud: app.id,
    acr: 'urn:gatehouse:1',
    amr: ['pwd'],
    auth_time: expect.any(Number),
    sid: expect.any(String),
  })
  const told = await client.fetchUserInfo(app.config, tokens.access_token, claims?.sub ?? '')
  expect(told).toEqual({
    sub: claims?.sub,
    name: 'Ada Lovelace',
    email: person.email,
    email_verified: false,
  })
})

test('two applications cannot compare their users by the session', async ({ person, server }) => {
  const cookie = cookieHeader(await tokensFor(person))
  const sids = []
  for (const name of ['One', 'Two', 'One again']) {
    const app = await givenApp(server.origin, { name })
    sids.push((await signInTo(app, cookie)).claims()?.sid)
    expect((await signInTo(app, cookie)).claims()?.sid, 'the same each time').toBe(sids.at(-1))
  }
  expect(new Set(sids).size).toBe(3)
})

test('a visitor logs in first, and then is back at the application', async ({
  page,
  person,
  server,
}) => {
  const app = await givenApp(server.origin)
  const { url, checks } = await signInRequest(app)
  await page.goto(url.href)
  await page.getByLabel('Email').fill(person.email)
  await page.getByLabel('Password', { exact: true }).fill(person.password)
  await page.getByRole('button', { name: 'Log in' }).click()
  await page.waitForURL(`${await callbackAddress()}?**`)
  const tokens = await client.authorizationCodeGrant(app.config, new URL(page.url()), checks)
  expect(tokens.claims()?.sub).toMatch(/^usr_/)
})

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('an application of others asks once for consent, and hears of a refusal', async ({
      context,
      page,
      person,
      server,
    }) => {
      const app = await givenApp(server.origin, { name: 'Tide Tables', firstParty: false })
      await signIn(context, person, server)
      const refused = await signInRequest(app)
      await page.goto(refused.url.href)
      await expect(page.getByRole('heading', { name: 'Allow Tide Tables?' })).toBeVisible()
      await expect(
        page.getByRole('listitem').filter({ hasText: 'Your email address' }),
      ).toBeVisible()
      await page.getByRole('button', { name: 'Cancel' }).click()
      await page.waitForURL(`${await callbackAddress()}?**`)
      expect(new URL(page.url()).searchParams.get('error')).toBe('access_denied')

      const allowed = await signInRequest(app)
      await page.goto(allowed.url.href)
      await page.getByRole('button', { name: 'Allow' }).click()
      await page.waitForURL(`${await callbackAddress()}?**`)
      const code = new URL(page.url())
      expect(code.searchParams.get('error')).toBeNull()
      await client.authorizationCodeGrant(app.config, code, allowed.checks)

      // Remembered: no page in between.
      await page.goto((await signInRequest(app)).url.href)
      expect(page.url()).toContain(`${await callbackAddress()}?code=`)
    })
  })
}

test('a user who logs out takes every token of the session along, and offline access goes on', async ({
  person,
  server,
}) => {
  const app = await givenApp(server.origin)
  const cookie = cookieHeader(await tokensFor(person))
  const online = await signInTo(app, cookie)
  const offline = await signInTo(app, cookie, { scope: 'openid offline_access' })
  await ask(`${server.origin}/session/end`, {
    method: 'POST',
    headers: { cookie, origin: server.origin, 'content-type': 'application/x-www-form-urlencoded' },
    body: 'scope=this',
  })
  expect(await client.tokenIntrospection(app.config, online.access_token)).toEqual({
    active: false,
  })
  const refresh = (token?: string) => client.refreshTokenGrant(app.config, token ?? '')
  expect(await errorOf(refresh(online.refresh_token))).toBe('invalid_grant')
  const again = await refresh(offline.refresh_token)
  const userId = decodeJwt(offline.id_token ?? '').sub as UserId
  await endSessionsAsOperator(COMMAND_LINE, { userId }, LAPTOP)
  expect(await errorOf(refresh(again.refresh_token)), 'log out everywhere').toBe('invalid_grant')
})

test('an answer by form_post arrives', async ({ context, page, person, server }) => {
  const app = await givenApp(server.origin)
  await signIn(context, person, server)
  const { url } = await signInRequest(app, { response_mode: 'form_post' })
  const callback = await callbackAddress()
  const posted = page.waitForRequest((request) => request.url() === callback)
  await page.goto(url.href)
  expect(new URLSearchParams((await posted).postData() ?? '').get('code')).toMatch(/./)
})

test('prompt=none is answered without a page, with a session or without', async ({
  person,
  server,
}) => {
  const app = await givenApp(server.origin)
  const { url } = await signInRequest(app, { prompt: 'none' })
  const cookie = cookieHeader(await tokensFor(person))
  expect((await sentTo(url, cookie)).searchParams.get('code')).toMatch(/./)
  expect((await sentTo(url)).searchParams.get('error')).toBe('login_required')
})

test('pages of a request speak the language that the application asks for, unless the user chose one', async ({
  page,
  person,
  server,
}) => {
  const app = await givenApp(server.origin, { firstParty: false })
  const { url } = await signInRequest(app, { ui_locales: 'de' })
  await page.goto(url.href)
  await expect(page.getByRole('heading', { name: 'Anmelden' })).toBeVisible()
  await page.getByLabel('E-Mail').fill(person.email)
  await page.getByLabel('Passwort', { exact: true }).fill(person.password)
  await page.getByRole('button', { name: 'Anmelden' }).click()
  await page.waitForURL('**/oauth/consent?**')
  await expect(page.getByRole('button', { name: 'Erlauben' })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'de')
  await page.goto('/dashboard')
  await page.getByRole('button', { name: 'English' }).click()
  await page.goto(url.href)
  await expect(page.getByRole('button', { name: 'Allow' })).toBeVisible()
})

test('users see the logo that an administrator chose, where the application asks and among those that they allowed', async ({
  context,
  page,
  person,
  server,
}) => {
  const app = await givenApp(server.origin, { firstParty: false })
  await givenAdministrator(page, server)
  await page.goto(`/admin/applications/${app.id}`)
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="7"><path d="M0 0"/></svg>'
  const choose = async (text: string) => {
    await page.getByLabel('SVG picture').fill(text)
    await page.getByRole('button', { name: 'Use this picture' }).click()
  }
  await choose(svg.replace('<path', '<script>alert(1)</script><path'))
  await expect(page.getByLabel('SVG picture')).toHaveAccessibleDescription(/This cannot be used/)
  await choose(svg)
  await expect(page.getByRole('status')).toContainText('has a new logo')
  const logo = `data:image/svg+xml;base64,${btoa(svg)}`
  await context.clearCookies()
  await signIn(context, person, server)
  const { url } = await signInRequest(app)
  await page.goto(url.href)
  const picture = page.locator(`img[src="${logo}"]`)
  // Zero if the policy of the page did not let the browser show it.
  await expect(picture).toHaveJSProperty('naturalWidth', 9)
  await page.getByRole('button', { name: 'Allow' }).click()
  await page.waitForURL(`${await callbackAddress()}?**`)
  await page.goto('/dashboard/apps')
  await expect(picture).toHaveJSProperty('naturalWidth', 9)
})

test('max_age and prompt=login ask for the password again, and the proof is in the ID token', async ({
  context,
  page,
  person,
  server,
}) => {
  const app = await givenApp(server.origin)
  await signIn(context, person, server)
  const { url, checks } = await signInRequest(app, { prompt: 'login' })
  const before = Math.floor(Date.now() / 1000)
  await page.goto(url.href)
  await page.waitForURL('**/confirm?**')
  await page.getByLabel('Password', { exact: true }).fill(person.password)
  await page.getByRole('button', { name: 'Confirm' }).click()
  await page.waitForURL(`${await callbackAddress()}?**`)
  const tokens = await client.authorizationCodeGrant(app.config, new URL(page.url()), checks)
  expect(tokens.claims()?.auth_time).toBeGreaterThanOrEqual(before)
})

test('a request with an unknown application or address ends on our page, and nowhere else', async ({
  server,
}) => {
  const app = await givenApp(server.origin)
  const { url } = await signInRequest(app)
  for (const [name, value] of [
    ['client_id', 'app_unknown'],
    ['redirect_uri', 'https://app.example/callback'],
    ['redirect_uri', `${await callbackAddress()}?a=b`],
    ['redirect_uri', `${await callbackAddress()}/more`],
    ['redirect_uri', 'http://localhost:99/callback'],
    ['redirect_uri', 'https://evil.example/callback'],
  ] as const) {
    const changed = new URL(url)
    changed.searchParams.set(name, value)
    const answer = await ask(changed.href)
    expect(answer.status, value).toBe(400)
    expect(answer.headers.location).toBeUndefined()
    expect(answer.headers['content-type']).toContain('text/html')
  }
})

test('an application cannot leave out PKCE, or use another method', async ({ person, server }) => {
  const app = await givenApp(server.origin)
  const cookie = cookieHeader(await tokensFor(person))
  for (const change of [
    (query: URLSearchParams) => query.delete('code_challenge'),
    (query: URLSearchParams) => query.set('code_challenge_method', 'plain'),
    (query: URLSearchParams) => query.delete('code_challenge_method'),
  ]) {
    const { url } = await signInRequest(app)
    change(url.searchParams)
    expect((await sentTo(url, cookie)).searchParams.get('error')).toBe('invalid_request')
  }
})

test('a code works once, for its application, its verifier and its address alone', async ({
  person,
  server,
}) => {
  const [app, other] = await Promise.all([givenApp(server.origin), givenApp(server.origin)])
  const cookie = cookieHeader(await tokensFor(person))
  const codeFor = async () => {
    const { url, checks } = await signInRequest(app)
    return { at: await sentTo(url, cookie), checks }
  }
  const stolen = await codeFor()
  const elsewhere = { ...stolen.checks, expectedState: stolen.at.searchParams.get('state') ?? '' }
  expect(await errorOf(client.authorizationCodeGrant(other.config, stolen.at, elsewhere))).toBe(
    'invalid_grant',
  )
  const guessed = await codeFor()
  const wrong = { ...guessed.checks, pkceCodeVerifier: client.randomPKCECodeVerifier() }
  expect(await errorOf(client.authorizationCodeGrant(app.config, guessed.at, wrong))).toBe(
    'invalid_grant',
  )
  const used = await codeFor()
  const exchanges = await Promise.all(
    Array.from({ length: 8 }, () =>
      errorOf(client.authorizationCodeGrant(app.config, used.at, used.checks)),
    ),
  )
  expect(exchanges.filter((error) => error === null).length).toBeLessThanOrEqual(1)
  expect(new Set(exchanges.filter((error) => error !== null))).toEqual(new Set(['invalid_grant']))
})

test('a lost answer to a refresh is given again, and an older token ends the grant', async ({
  person,
  server,
}) => {
  const app = await givenApp(server.origin, { kind: 'browser' })
  const first = await signInTo(app, cookieHeader(await tokensFor(person)))
  const refresh = (token?: string) => client.refreshTokenGrant(app.config, token ?? '')
  const answers = await Promise.all(Array.from({ length: 8 }, () => refresh(first.refresh_token)))
  const [second] = new Set(answers.map(({ refresh_token: token }) => token))
  expect(answers.every(({ refresh_token: token }) => token === second)).toBe(true)
  const third = await refresh(second)
  expect(await errorOf(refresh(first.refresh_token)), 'a copy').toBe('invalid_grant')
  expect(await errorOf(refresh(third.refresh_token)), 'the grant has ended').toBe('invalid_grant')
})

test('an access token of an application opens no door of ours', async ({ person, server }) => {
  const app = await givenApp(server.origin)
  const tokens = await signInTo(app, cookieHeader(await tokensFor(person)))
  for (const token of [tokens.access_token, tokens.id_token ?? '']) {
    const headers = { authorization: `Bearer ${token}` }
    expect((await ask(`${server.origin}/api/v1/me`, { headers })).status).toBe(401)
    const cookie = `gh_access=${token}`
    expect((await ask(`${server.origin}/dashboard`, { headers: { cookie } })).status).not.toBe(200)
  }
})
