/** The libraries that Gatehouse is measured beside, each set up as its documentation says. */
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { EMAIL, PASSWORD, type App, type Visit } from './app'
import { cookiesOf, expectAnswer, type Client } from './client'
import { nextApp } from './next-app'

const JSON_BODY = { 'content-type': 'application/json' }

export const betterAuth: App = {
  name: 'better-auth',
  ...betterAuthServer(),
  visit: visitBetterAuth,
}

export const ironSession: App = {
  name: 'iron-session',
  ...nextApp('iron-session', () => ({ SESSION_PASSWORD: newSecret() })),
  visit: visitIronSession,
}

const newSecret = () => randomBytes(32).toString('base64url')

function betterAuthServer(): Pick<App, 'build' | 'start'> {
  const settings = (port: number, folder: string) => ({
    DATABASE_FILE: join(folder, 'better-auth.db'),
    BETTER_AUTH_SECRET: newSecret(),
    BETTER_AUTH_URL: `http://localhost:${port}`,
  })
  const app = nextApp('better-auth', settings)
  return {
    build: app.build,
    async start(port, folder) {
      const env = { ...process.env, ...settings(port, folder) }
      const cwd = resolve('bench/apps/better-auth')
      await promisify(execFile)(process.execPath, ['migrate.mjs'], { cwd, env })
      return app.start(port, folder)
    },
  }
}

async function visitBetterAuth(client: Client): Promise<Visit> {
  const post = (from: Client, path: string, content: object) => {
    const headers = { ...JSON_BODY, origin: from.origin }
    return from.send(`/api/auth${path}`, { method: 'POST', headers, body: JSON.stringify(content) })
  }
  const logIn = async (from: Client) =>
    expectAnswer(await post(from, '/sign-in/email', { email: EMAIL, password: PASSWORD }), 200)

  const account = { email: EMAIL, password: PASSWORD, name: 'Ada' }
  expectAnswer(await post(client, '/sign-up/email', account), 200)
  const answer = await logIn(client)
  const cookie = cookiesOf(answer)
  const headers = { authorization: `Bearer ${String(answer.headers['set-auth-token'])}` }
  return {
    senders: {
      ...pagesOf(client, cookie),
      me: async () => {
        const found = await client.send('/api/auth/get-session', { headers })
        expectAnswer(found, 200, `"email":"${EMAIL}"`)
      },
    },
    pages: [{ path: '/protected', cookie }],
    logIn: async (from) => void (await logIn(from)),
  }
}

async function visitIronSession(client: Client): Promise<Visit> {
  const body = JSON.stringify({ email: EMAIL })
  const answer = await client.send('/log-in', { method: 'POST', headers: JSON_BODY, body })
  const cookie = cookiesOf(expectAnswer(answer, 200))
  return { senders: pagesOf(client, cookie), pages: [{ path: '/protected', cookie }] }
}

function pagesOf(client: Client, cookie: string): Visit['senders'] {
  return {
    page: async () => void expectAnswer(await client.send('/plain'), 200, '<h1>Plain</h1>'),
    protected: async () => {
      const answer = await client.send('/protected', { headers: { cookie } })
      expectAnswer(answer, 200, `<h1>Hello ${EMAIL}</h1>`)
    },
  }
}
