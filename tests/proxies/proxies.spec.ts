/** Runs each reverse proxy of docs/deploying.md with the configuration shown there. */
import { expect, test } from '@playwright/test'
import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { request } from 'node:https'
import { cookiesOfSession } from '../e2e/fixtures'
import { PASSWORD } from '../support/accounts'
import { DOCUMENTED_NAME, PROXY_KINDS, startDocumentedProxy } from '../support/documented-proxy'
import { freePort } from '../support/free-port'
import { startServer, type TestServer } from '../support/server'

/** Differs from the address of the proxy itself. */
const VISITOR = '127.0.0.2'

const { CHROMIUM_PATH } = process.env

test.use({
  launchOptions: {
    ...(CHROMIUM_PATH ? { executablePath: CHROMIUM_PATH } : {}),
    args: [`--host-resolver-rules=MAP ${DOCUMENTED_NAME} 127.0.0.1`],
  },
})

let server: TestServer
let origin: string
let port: number

test.beforeAll(async () => {
  port = await freePort()
  origin = `https://${DOCUMENTED_NAME}:${port}`
  server = await startServer({ env: { APP_ORIGIN: origin, TRUSTED_PROXIES: '127.0.0.1' } })
})

test.afterAll(async () => {
  await server.stop()
})

for (const name of PROXY_KINDS) {
  test(`${name} with its documented configuration passes on pages, long requests, client addresses and events`, async ({
    browser,
  }) => {
    const stop = await startDocumentedProxy(name, port, server.port)
    const context = await browser.newContext({ baseURL: origin, ignoreHTTPSErrors: true })
    try {
      const email = `${name}@example.com`
      const page = await context.newPage()
      await page.goto('/signup')
      await page.getByLabel('Email').fill(email)
      await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
      await page.getByRole('button', { name: 'Sign up' }).click()
      await page.waitForURL('**/dashboard')
      await expect(page.getByText(email).first()).toBeVisible()

      await expectLongRequests()
      await expectVisitor(email)
      const cookies = await context.cookies()
      await expectEvents(cookies.map(({ name, value }) => `${name}=${value}`).join('; '))

      await page.getByRole('button', { name: 'Log out', exact: true }).first().click()
      await page.waitForURL('**/login')
      expect(await cookiesOfSession(context)).toEqual([])
    } finally {
      await context.close()
      await stop()
    }
  })
}

async function expectLongRequests(): Promise<void> {
  const cookie = `one=${'a'.repeat(4200)}; two=${'b'.repeat(4200)}`
  const path = `/login?next=${encodeURIComponent(`/dashboard?${'c'.repeat(7000)}`)}`
  const long = await ask(path, { headers: { cookie } })
  expect(long.status).toBe(200)
  // A proxy that changes the path would change where the log-in returns to.
  const odd = await ask('/dashboard/a%2Fb', {})
  expect(odd.headers.location).toMatch(/\/login\?next=%2Fdashboard%2Fa%252Fb$/)
}

/** The server sees the real client address, not the one in a forged header. */
async function expectVisitor(email: string): Promise<void> {
  const forged = { 'x-forwarded-for': '203.0.113.9', 'content-type': 'application/json' }
  const body = JSON.stringify({ email, password: PASSWORD })
  const logIn = await ask('/api/v1/auth/login', { method: 'POST', headers: forged, body })
  const { access_token: token } = JSON.parse(logIn.body) as { access_token: string }
  const list = await ask('/api/v1/sessions', { headers: { authorization: `Bearer ${token}` } })
  const { sessions } = JSON.parse(list.body) as { sessions: { network: string }[] }
  expect(sessions[0]?.network).toBe(VISITOR)
}

/** The first event arrives while the stream is still open. */
async function expectEvents(cookie: string): Promise<void> {
  const stream = await begin('/session/events', {
    headers: { cookie, accept: 'text/event-stream', 'sec-fetch-site': 'same-origin' },
  })
  expect(stream.statusCode).toBe(200)
  const [first] = (await once(stream, 'data')) as [Buffer]
  expect(String(first)).toContain('living')
  expect(stream.complete).toBe(false)
  stream.destroy()
}

interface Sent {
  method?: string
  headers?: Record<string, string>
  body?: string
}

async function ask(path: string, sent: Sent) {
  const answer = await begin(path, sent)
  const chunks: Buffer[] = []
  for await (const chunk of answer) chunks.push(chunk as Buffer)
  const { statusCode: status, headers } = answer
  return { status, headers, body: Buffer.concat(chunks).toString() }
}

async function begin(path: string, { body, headers, ...sent }: Sent): Promise<IncomingMessage> {
  const asked = request({
    host: '127.0.0.1',
    servername: DOCUMENTED_NAME,
    headers: { host: `${DOCUMENTED_NAME}:${port}`, ...headers },
    port,
    path,
    localAddress: VISITOR,
    rejectUnauthorized: false,
    agent: false,
    ...sent,
  })
  asked.end(body)
  const [answer] = (await once(asked, 'response')) as [IncomingMessage]
  return answer
}
