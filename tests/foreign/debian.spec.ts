/** Programs that Debian ships log users in here, and are logged out from here. */
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Page } from '@playwright/test'
import { logOut } from '../support/client'
import { ask } from '../support/http'
import { CALLBACK, givenApp } from '../support/oauth-apps'
import { startOidcAgent } from '../support/oidc-agent'
import { startProtectedSite } from '../support/protected-site'
import { sentTo } from '../support/relying-party'
import { cookieHeader, tokensFor } from '../support/session'
import { expect, shareDatabase, signIn, test } from '../e2e/fixtures'

test.beforeEach(({ server }) => shareDatabase(server))

test('Apache with mod_auth_openidc logs in, refreshes, and ends its session when it is told', async ({
  context,
  person,
  server,
}) => {
  const site = await startProtectedSite(server.origin)
  try {
    const tokens = await signIn(context, person, server)
    const { request } = context
    const page = await request.get(`${site.origin}/index.html`)
    expect(await page.text()).toBe('a page for users')
    expect(page.headers()['x-user']).toBe(person.email)

    const session = async () => {
      const answer = await request.get(`${site.origin}/back?info=json`)
      return (await answer.json()) as { access_token: string }
    }
    const { access_token: first } = await session()
    const query = new URLSearchParams({ refresh: `${site.origin}/`, access_token: first })
    await request.get(`${site.origin}/back?${query}`)
    expect((await session()).access_token).not.toBe(first)

    await logOut(server.origin, tokens, 'everywhere')
    const led = async () =>
      (await request.get(`${site.origin}/index.html`, { maxRedirects: 0 })).status()
    await expect.poll(led, { intervals: [20] }).toBe(302)
  } finally {
    await site.stop()
  }
})

test('authlib logs in, refreshes, and cannot any more after a log-out everywhere', async ({
  person,
  server,
}) => {
  const { app, secret } = await givenApp()
  const program = startAuthlib()
  const { url } = await program.asked({
    issuer: server.origin,
    ...{ id: app.id, secret, redirectUri: CALLBACK },
  })
  const tokens = await tokensFor(person)
  const back = await sentTo(url ?? '', cookieHeader(tokens))
  const user = { name: 'Ada Lovelace', email: person.email }
  expect(await program.asked({ url: back.href })).toMatchObject({ sub: tokens.userId, user })
  expect(await program.asked('refresh')).toMatchObject({ user })
  await logOut(server.origin, tokens, 'everywhere')
  expect(await program.asked('refresh')).toEqual({ error: 'invalid_grant' })
  await program.end()
})

test('oidc-agent gets access by the code that its user types, until a log-out everywhere', async ({
  context,
  page,
  person,
  server,
}) => {
  const { app } = await givenApp({ name: 'Workstation', kind: 'device', redirectUris: [] })
  const agent = await startOidcAgent()
  try {
    const tokens = await signIn(context, person, server)
    await agent.allowed({ issuer: server.origin, id: app.id }, (code) => allow(page, code))
    const [first, second] = [await agent.newToken(), await agent.newToken()]
    expect(second).not.toBe(first)
    const { body } = await ask(`${server.origin}/oauth/userinfo`, {
      headers: { authorization: `Bearer ${second}` },
    })
    expect(JSON.parse(body)).toMatchObject({ sub: tokens.userId, email: person.email })
    await logOut(server.origin, tokens, 'everywhere')
    expect(await agent.newToken()).toContain('invalid_grant')
  } finally {
    await agent.stop()
  }
})

async function allow(page: Page, code: string): Promise<void> {
  await page.goto('/device')
  await page.getByLabel('Code').fill(code)
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('button', { name: 'Allow' }).click()
  await expect(page.getByRole('heading', { name: 'The device is connected' })).toBeVisible()
}

/** What the program tells after each line that it is told. */
interface Told {
  url?: string
  sub?: string
  user?: object
  error?: string
}

function startAuthlib() {
  const child = spawn('/usr/bin/python3', ['tests/foreign/authlib_app.py'], {
    // Servers here have no certificate.
    env: { ...process.env, AUTHLIB_INSECURE_TRANSPORT: '1' },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  process.once('exit', () => child.kill('SIGKILL'))
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    asked: async (message: unknown): Promise<Told> => {
      child.stdin.write(`${JSON.stringify(message)}\n`)
      const { value, done } = await lines.next()
      if (done) throw new Error('The program has ended')
      return JSON.parse(String(value)) as Told
    },
    end: async () => {
      child.stdin.end()
      await new Promise((resolve) => child.once('close', resolve))
    },
  }
}
