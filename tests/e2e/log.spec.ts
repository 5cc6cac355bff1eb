import { once } from 'node:events'
import { connect } from 'node:net'
import { ask, fromPageOn, multipart } from '../support/http'
import { logOut, page, submit, tokensIn } from '../support/client'
import { startServer, type TestServer } from '../support/server'
import { cookieHeader } from '../support/session'
import { expect, test } from './fixtures'

const PASSWORD = 'canary of quiet harbours'
const WRONG = 'canary that never was'
const HOSTILE = 'Mozilla/5.0 "quoted\\","level":"fatal'

interface Line {
  level: string
  time: string
  msg: string
  requestId?: string
  path?: string
  session?: string
  status?: number
  source?: string
}

let server: TestServer

test.beforeAll(async () => {
  server = await startServer({ env: { LOG_LEVEL: 'trace' } })
})

test.afterAll(async () => {
  await server.stop()
})

/** The only line that is not JSON: it invites the first administrator of an installation. */
const INVITATION = /^Make the first administrator: /

/** Every line since `from`, each of which must be JSON. */
function lines(from = 0): Line[] {
  return parsed(server.output()).slice(from)
}

function parsed(output: string): Line[] {
  return logged(output).map((line) => JSON.parse(line) as Line)
}

function logged(output: string): string[] {
  const written = output.trimEnd().split('\n')
  return written.filter((line) => !INVITATION.test(line))
}

/** The lines of a request, once its last line is there. */
async function linesOf(requestId: unknown): Promise<Line[]> {
  const found = () => lines().filter((line) => line.requestId === requestId)
  await expect.poll(() => found().some(({ status }) => status !== undefined)).toBe(true)
  return found()
}

test('the log of a whole session contains no secret', async () => {
  const { origin } = server
  const email = 'canary@example.com'
  const made = await submit(origin, '/signup', { email, password: PASSWORD, name: 'Ada' })
  expect(made.status).toBe(303)
  const failed = await submit(origin, '/login', { email, password: WRONG })
  expect(failed.status).toBe(200)
  const inside = await submit(origin, '/login', { email, password: PASSWORD })
  const first = tokensIn(inside)
  const tokens = { access: first.access.value ?? '', refresh: first.refresh.value ?? '' }
  const seen = await page(origin, '/dashboard', tokens)
  expect(seen.status).toBe(200)
  const refreshed = tokensIn(
    await submit(origin, '/session/refresh', { next: '/' }, { refresh: tokens.refresh }),
  )
  const bearer = { authorization: `Bearer ${tokens.access}`, 'x-api-key': tokens.refresh }
  await ask(`${origin}/dashboard?token=${tokens.access}`, { headers: bearer })
  await ask(`${origin}/setup?token=canary-of-a-link-0123456789`)
  await ask(`${origin}/reset-password?token=canary-of-a-link-0123456789`)
  await page(origin, '/dashboard', { access: `${tokens.access}x`, refresh: tokens.refresh })
  await ask(origin + '/login', { method: 'POST', body: `password=${PASSWORD}` })
  const out = await logOut(origin, tokens, 'everywhere')
  expect(out.status).toBe(303)

  const [claims = ''] = tokens.access.split('.').slice(1)
  expect(refreshed.access.value).toBeTruthy()
  const { sid } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { sid: string }
  const looked = (await linesOf(seen.headers['x-request-id'])).at(-1)
  expect(looked).toMatchObject({ path: '/dashboard', status: 200 })
  expect(looked?.session).toMatch(/^[0-9a-f]{16}$/)
  const left = (await linesOf(out.headers['x-request-id'])).at(-1)
  expect(left).toMatchObject({ path: '/session/end', status: 303, session: looked?.session })

  const log = logged(server.output()).join('\n')
  const secrets = [PASSWORD, WRONG, 'canary-of-a-link', sid, ...Object.values(tokens)]
  for (const { value } of [...Object.values(first), ...Object.values(refreshed)]) {
    secrets.push(...(value ? [value, value.split('.')[2] ?? value] : []))
  }
  expect(secrets.length).toBeGreaterThan(10)
  for (const secret of secrets) expect(log).not.toContain(secret)
  expect(log).not.toMatch(/token=|eyJ|Bearer ey|\$2b\$/)
  expect(log).not.toContain('?')
})

test('a hostile request is logged as one line of JSON with our own request id', async () => {
  const before = lines().length
  const answer = await ask(`${server.origin}/nowhere/%0d%0a%22%7d%1b[31m"\\?x=%0a`, {
    headers: {
      'user-agent': HOSTILE,
      'x-request-id': 'mine',
      'x-gatehouse-request': 'mine',
      'x-gatehouse-hop': 'x',
    },
  })
  const requestId = answer.headers['x-request-id']
  expect(requestId).toMatch(/^req_[\w-]{22}$/)
  const [line, ...more] = await linesOf(requestId)
  expect(more).toEqual([])
  expect(line).toMatchObject({
    level: 'info',
    path: expect.stringMatching(/^\/nowhere\//),
  })
  const forged = `GET / HTTP/1.1\r\nHost: x\r\nUser-Agent: \u001b[31mred\r\n {"level":"fatal"}\r\n\r\n`
  const socket = connect(server.port, '127.0.0.1').end(forged)
  await once(socket.resume(), 'close')
  expect(lines(before).map(({ level }) => level)).not.toContain('fatal')
})

test('a request with a foreign Host is logged', async () => {
  const answer = await ask(`${server.origin}/`, { headers: { host: 'evil.example' } })
  expect(answer.status).toBe(421)
  expect(await linesOf(answer.headers['x-request-id'])).toMatchObject([
    { level: 'info', path: '/', status: 421 },
  ])
})

test('an event stream that its client leaves is logged with its request', async () => {
  const { origin } = server
  const account = { email: 'reader@example.com', password: PASSWORD, name: '' }
  const { access, refresh } = tokensIn(await submit(origin, '/signup', account))
  const tokens = { access: access.value ?? '', refresh: refresh.value ?? '' }
  const leaving = new AbortController()
  const answer = await fetch(`${origin}/session/events`, {
    headers: { cookie: cookieHeader(tokens), 'sec-fetch-site': 'same-origin' },
    signal: leaving.signal,
  })
  leaving.abort()
  expect(await linesOf(answer.headers.get('x-request-id'))).toMatchObject([
    { path: '/session/events', status: 200, cut: true, session: expect.stringMatching(/^\w{16}$/) },
  ])
})

test('a form of a page from before an update is logged as one line, without an error of Next.js', async () => {
  const { headers, body } = multipart({ _1_email: 'canary', 0: '["$undefined","$K1"]' })
  const answer = await ask(`${server.origin}/login`, {
    method: 'POST',
    headers: { ...headers, ...fromPageOn(server.origin), 'next-action': 'f'.repeat(42) },
    ...(body === undefined ? {} : { body }),
  })
  expect(await linesOf(answer.headers['x-request-id'])).toMatchObject([
    { level: 'info', path: '/login', status: 404 },
  ])
})

test('health checks are logged only at level debug', async () => {
  const answer = await ask(`${server.origin}/api/health/live`)
  expect(await linesOf(answer.headers['x-request-id'])).toMatchObject([{ level: 'debug' }])
})

test('every line of the log from start to stop is JSON', async () => {
  const own = await startServer()
  await own.stop()
  const told = parsed(own.output()).map(({ msg }) => msg)
  expect(told).toContain(`Gatehouse is ready: ${own.origin}`)
  expect(told.at(-1)).toBe('Gatehouse is stopping …')
})
