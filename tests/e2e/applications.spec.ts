/** Applications, from their creation by an administrator to their end. */
import type { Page } from '@playwright/test'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as client from 'openid-client'
import { changeApp } from '@/lib/apps/change'
import type { AppInput } from '@/lib/apps/entered'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { enteredApp, givenApp } from '../support/apps'
import { ask } from '../support/http'
import { givenRole } from '../support/people'
import { removeGrants, userIdOf } from '../support/rows'
import { cookieHeader, tokensFor } from '../support/session'
import { expect, givenAdministrator, shareDatabase, test } from './fixtures'

/** Where users come back to: an application that does nothing with what they bring. */
let callback: string
const orders = createServer((_, res) => res.end('Orders'))

test.beforeAll(async () => {
  orders.listen(0, 'localhost')
  await once(orders, 'listening')
  callback = `http://localhost:${(orders.address() as AddressInfo).port}/callback`
})

test.afterAll(() => void orders.close())
test.beforeEach(({ server }) => shareDatabase(server))

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('an administrator creates an application, users log in to it, and its secret is rotated until it is deleted', async ({
      page,
      server,
    }) => {
      await givenAdministrator(page, server)
      const name = `Orders ${javaScriptEnabled ? 'with' : 'without'}`
      await page.goto('/admin/applications')
      await page.getByRole('link', { name: 'New application' }).click()
      await page.getByRole('link', { name: 'Web application' }).click()
      await page.getByRole('textbox', { name: 'Name' }).fill(name)
      await page.getByLabel('Redirect addresses').fill('orders.example')
      await page.getByLabel('This application is ours').check()
      await page.getByRole('button', { name: 'Create application' }).click()
      await expect(page.getByLabel('Redirect addresses')).toHaveAccessibleDescription(
        /Enter whole addresses/,
      )
      await expect(page.getByLabel('This application is ours')).toBeChecked()
      await page.getByLabel('Redirect addresses').fill(callback)
      await page.getByRole('button', { name: 'Create application' }).click()
      await expect(page.getByRole('status')).toContainText(`${name} has been created`)
      const id = (await page.getByText(/^app_/).textContent()) ?? ''
      const secret = await page.getByLabel('Client secret').inputValue()

      await page.getByRole('link', { name: 'Go to the application' }).click()
      await page.waitForURL(`**/admin/applications/${id}`)
      await expect(page.getByRole('main')).not.toContainText(secret)
      const held = await logInTo(page, server.origin, { id, secret })
      expect((await refreshed(server.origin, { id, secret }, held)).refresh_token).toBeTruthy()

      const next = await newSecret(page, id, 'for one more day')
      await expect(page.getByRole('status')).toContainText('The one before works until')
      await refreshed(server.origin, { id, secret }, held)
      await refreshed(server.origin, { id, secret: next }, held)
      const last = await newSecret(page, id, 'no longer: it has leaked')
      const refusedFor = (one: string) =>
        refreshed(server.origin, { id, secret: one }, held).catch((error) => codeOf(error))
      expect(await refusedFor(next)).toBe('invalid_client')
      expect(await refusedFor(last)).toBe('invalid_grant')

      await act(page, id, 'Disable the application')
      await expect(page.getByRole('status')).toContainText('The application has been disabled')
      await page.goto(await authorizationUrl(server.origin, { id, secret: last }))
      await expect(page.getByRole('main')).toContainText('is not known here')
      await act(page, id, 'Enable the application')
      await logInTo(page, server.origin, { id, secret: last })

      await page.goto(`/admin/applications/${id}`)
      await expect(page.getByRole('table')).toContainText('New secret of an application created')
      await page.getByRole('button', { name: 'Delete the application' }).click()
      const question = page.getByRole('dialog')
      await question.getByRole('textbox').fill('Another')
      await question.getByRole('button', { name: 'Delete the application' }).click()
      await expect(question.getByRole('textbox')).toHaveAccessibleDescription(/Nothing was deleted/)
      await question.getByRole('textbox').fill(name)
      await question.getByRole('button', { name: 'Delete the application' }).click()
      await page.waitForURL('**/admin/applications')
      await expect(page.getByRole('status')).toContainText('The application has been deleted')
      await expect(page.getByRole('main')).not.toContainText(name)
    })
  })
}

test('an application for a role refuses other users, and those who lose the role', async ({
  server,
  person,
}) => {
  const { app, secret } = await givenWeb({ roles: ['support'] })
  const keys = { id: app.id, secret }
  const cookie = cookieHeader(await tokensFor(person))
  const asked = await authorized(server.origin, keys, cookie)
  expect(asked.searchParams.get('error')).toBe('access_denied')
  expect(asked.origin + asked.pathname).toBe(callback)
  expect(asked.searchParams.get('code')).toBeNull()

  const userId = await userIdOf(person.email)
  await givenRole(userId, 'support')
  const held = await exchanged(server.origin, keys, await authorized(server.origin, keys, cookie))
  await refreshed(server.origin, keys, held)
  await removeGrants(userId)
  const why = await refreshed(server.origin, keys, held).catch((error) => codeOf(error))
  expect(why).toBe('invalid_grant')
})

test('an application does without PKCE only if it was allowed to, and sends a nonce', async ({
  server,
  person,
}) => {
  const { app } = await givenWeb()
  const cookie = cookieHeader(await tokensFor(person))
  const answer = async (more: Record<string, string>) => {
    const params = { client_id: app.id, redirect_uri: callback, response_type: 'code' }
    const query = new URLSearchParams({ ...params, scope: 'openid', ...more })
    const { location } = await ask(`${server.origin}/oauth/authorize?${query}`, {
      headers: { cookie },
    })
    const { searchParams } = new URL(location ?? '', server.origin)
    return searchParams.get('error') ?? (searchParams.has('code') ? 'code' : 'nothing')
  }
  expect(await answer({ nonce: 'one' })).toBe('invalid_request')
  const change = { ...enteredApp({ redirectUris: [callback], requirePkce: false }), appId: app.id }
  expect(await changeApp(COMMAND_LINE, change)).toMatchObject({ ok: true })
  expect(await answer({ nonce: 'one' })).toBe('code')
  expect(await answer({})).toBe('invalid_request')
})

test('an administrator removes the access of an application, and its refresh token is dead', async ({
  page,
  person,
  server,
}) => {
  const { app, secret } = await givenWeb()
  const keys = { id: app.id, secret }
  const cookie = cookieHeader(await tokensFor(person))
  const held = await exchanged(server.origin, keys, await authorized(server.origin, keys, cookie))
  await givenAdministrator(page, server)
  await page.goto(`/admin/users/${await userIdOf(person.email)}`)
  await page.getByRole('button', { name: /^Remove .*access/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Yes, remove it' }).click()
  await expect(page.getByRole('status')).toContainText('The access of the application is removed')
  const why = await refreshed(server.origin, keys, held).catch((error) => codeOf(error))
  expect(why).toBe('invalid_grant')
})

interface Keys {
  id: string
  secret: string
}

type Tokens = Awaited<ReturnType<typeof client.authorizationCodeGrant>>

const VERIFIER = 'a-verifier-that-only-this-test-knows-0123456789'

function givenWeb(part: Partial<AppInput> = {}) {
  return givenApp({ redirectUris: [callback], ...part }, new Date())
}

function configuration(origin: string, { id, secret }: Keys) {
  const options = { execute: [client.allowInsecureRequests] }
  return client.discovery(new URL(origin), id, secret, undefined, options)
}

async function authorizationUrl(origin: string, keys: Keys): Promise<string> {
  const url = client.buildAuthorizationUrl(await configuration(origin, keys), {
    redirect_uri: callback,
    scope: 'openid',
    code_challenge: await client.calculatePKCECodeChallenge(VERIFIER),
    code_challenge_method: 'S256',
  })
  return url.href
}

/** Where the browser with these cookies is sent. */
async function authorized(origin: string, keys: Keys, cookie: string): Promise<URL> {
  const { headers } = await ask(await authorizationUrl(origin, keys), { headers: { cookie } })
  return new URL(String(headers.location), origin)
}

async function exchanged(origin: string, keys: Keys, answer: URL): Promise<Tokens> {
  const checks = { pkceCodeVerifier: VERIFIER }
  return client.authorizationCodeGrant(await configuration(origin, keys), answer, checks)
}

async function refreshed(origin: string, keys: Keys, { refresh_token: token = '' }: Tokens) {
  return client.refreshTokenGrant(await configuration(origin, keys), token)
}

/** Logs the user of this browser in to the application. */
async function logInTo(page: Page, origin: string, keys: Keys): Promise<Tokens> {
  await page.goto(await authorizationUrl(origin, keys))
  return exchanged(origin, keys, new URL(page.url()))
}

async function newSecret(page: Page, id: string, overlap: string): Promise<string> {
  await page.goto(`/admin/applications/${id}`)
  await page.getByRole('button', { name: 'New secret' }).click()
  const question = page.getByRole('dialog')
  await question.getByLabel('The current secret works').selectOption({ label: overlap })
  await question.getByRole('button', { name: 'Create a new secret' }).click()
  return page.getByLabel('Client secret').inputValue()
}

/** Does a confirmed act on the application's page. */
async function act(page: Page, id: string, label: string): Promise<void> {
  await page.goto(`/admin/applications/${id}`)
  await page.getByRole('button', { name: label }).click()
  await page.getByRole('dialog').getByRole('button', { name: label }).click()
}

function codeOf(error: unknown): unknown {
  return error instanceof client.ResponseBodyError ? error.error : error
}
