/** Gatehouse itself, as `npm start` serves it, with its default settings. */
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { hiddenFields, multipart } from '@/tests/support/http'
import { EMAIL, PASSWORD, type App, type Visit } from './app'
import { CONNECTIONS, cookieOf, cookiesOf, expectAnswer, type Answer, type Client } from './client'
import { buildGatehouse } from './gatehouse-build'
import { startServer } from './server'

const JSON_BODY = { 'content-type': 'application/json' }

/** @param from a folder with installed packages, or a commit */
export function gatehouse(name: string, from: string): App {
  let folder = ''
  return {
    name,
    async build() {
      folder = await buildGatehouse(from)
    },
    start: (port, data) =>
      startServer(port, { file: 'dist/server.mjs', cwd: folder, env: settings(port, data) }),
    visit,
  }
}

function settings(port: number, folder: string): Record<string, string> {
  return {
    PORT: String(port),
    APP_ORIGIN: `http://localhost:${port}`,
    AUTH_SECRET: randomBytes(32).toString('base64url'),
    DATABASE_URL: `file:${join(folder, 'gatehouse.db')}`,
    // Longer than a run, so that no row measures a redirect.
    ACCESS_TOKEN_TTL: '2h',
    // Log-ins are limited by account and network. The bench sends each from a network of its own,
    // as a reverse proxy would report it, so that hashing is measured and not the limit.
    TRUSTED_PROXIES: '127.0.0.1',
    // Keeps the developer's own .env.local out of the measurement.
    __NEXT_PROCESSED_ENV: 'true',
  }
}

async function visit(client: Client): Promise<Visit> {
  await submit(client, '/signup', { email: EMAIL, password: PASSWORD, name: 'Ada' })
  const logIn = { email: EMAIL, password: PASSWORD, persistent: 'on' }
  const browser = await submit(client, '/login', logIn)
  const cookie = cookiesOf(browser)
  const device = await logInDevice(client)
  const page = async (path: string, text: string) => {
    expectAnswer(await client.send(path, { headers: { cookie } }), 200, text)
  }
  return {
    senders: {
      page: async () => void expectAnswer(await client.send('/plain'), 200, '<h1>Plain</h1>'),
      protected: () => page('/bench', `<h1>Hello ${EMAIL}</h1>`),
      // No words of the page, which differ between versions.
      dashboard: () => page('/dashboard', EMAIL),
      refresh: await refreshSender(client, logIn),
      'refresh-api': await refreshApiSender(client),
      me: async () => {
        const headers = { authorization: `Bearer ${device.access_token}` }
        expectAnswer(await client.send('/api/v1/me', { headers }), 200, `"email":"${EMAIL}"`)
      },
    },
    pages: [
      { path: '/login', cookie: '' },
      { path: '/dashboard', cookie },
      { path: '/bench', cookie },
    ],
    logIn: async (from, attempt) => {
      await logInDevice(from, { 'x-forwarded-for': `198.18.${attempt >> 8}.${attempt & 255}` })
    },
  }
}

/** Each lane has a session of its own, and trades each refresh token once. */
async function refreshSender(client: Client, logIn: Record<string, string>) {
  const { body } = await client.send('/session/refresh?next=%2Fdashboard')
  const form = multipart(hiddenFields(body, 'name="next"'))
  const tokens: string[] = []
  for (let lane = 0; lane < CONNECTIONS; lane += 1) {
    tokens.push(cookieOf(await submit(client, '/login', logIn), 'gh_refresh'))
  }
  return async (lane: number) => {
    const cookie = `gh_refresh=${tokens[lane]}`
    const headers = { ...form.headers, ...fromPage(client), cookie }
    const answer = await client.send('/session/refresh', { ...form, headers })
    tokens[lane] = cookieOf(expectAnswer(answer, 303), 'gh_refresh')
  }
}

async function refreshApiSender(client: Client) {
  const devices: Tokens[] = []
  for (let lane = 0; lane < CONNECTIONS; lane += 1) devices.push(await logInDevice(client))
  return async (lane: number) => {
    const body = JSON.stringify({ refresh_token: devices[lane]?.refresh_token })
    const sent = { method: 'POST', headers: JSON_BODY, body }
    const answer = await client.send('/api/v1/auth/refresh', sent)
    devices[lane] = tokensIn(expectAnswer(answer, 200, '"refresh_token"'))
  }
}

interface Tokens {
  access_token: string
  refresh_token: string
}

async function logInDevice(client: Client, headers: Record<string, string> = {}): Promise<Tokens> {
  const body = JSON.stringify({ email: EMAIL, password: PASSWORD, device: 'Bench' })
  const sent = { method: 'POST', headers: { ...JSON_BODY, ...headers }, body }
  return tokensIn(expectAnswer(await client.send('/api/v1/auth/login', sent), 200))
}

// Safe because docs/api.md describes this answer, and its status was checked.
const tokensIn = ({ body }: Answer) => JSON.parse(body) as Tokens

const fromPage = ({ origin }: Client) => ({ origin, 'sec-fetch-site': 'same-origin' })

/** Sends a form as a browser without JavaScript does. */
async function submit(client: Client, path: string, fields: Record<string, string>) {
  const { body } = await client.send(path)
  const sent = multipart({ ...hiddenFields(body, 'name="next"'), ...fields })
  const headers = { ...sent.headers, ...fromPage(client) }
  return expectAnswer(await client.send(path, { ...sent, headers }), 303)
}
