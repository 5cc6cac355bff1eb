import { ask, fromPageOn } from '../support/http'
import { builtActions } from '../support/operations'
import { eventsOf } from '../support/rows'
import { cookieHeader, tokensFor } from '../support/session'
import { expect, test } from './fixtures'

const PATHS = [
  '/',
  '/login',
  '/signup',
  '/dashboard',
  '/dashboard/sessions',
  '/session/refresh?next=/x',
]

/** Cookie headers that no browser would send. */
const COOKIES: Record<string, string> = {
  empty: 'gh_access=; gh_refresh=',
  garbage: 'gh_access=garbage; gh_refresh=garbage',
  'no value': 'gh_access; gh_refresh',
  'half a percent sign': 'gh_access=%; gh_refresh=%E0%A4%A',
  'line breaks in percent signs': 'gh_access=%00%0d%0aSet-Cookie:%20a=b; gh_refresh=%0d%0a',
  quotes: 'gh_access="a"; gh_refresh="',
  'no name': '=gh_access; =gh_refresh=x',
  'prototype names': '__proto__=x; constructor=y; gh_access=__proto__',
  'many semicolons': ';;;;;=;=;gh_access=a=b=c;;',
  'another letter case': 'GH_ACCESS=x; Gh_Refresh=y',
  'a token of three dots': 'gh_access=...; gh_refresh=..',
  'a long token': `gh_access=${'a'.repeat(6000)}; gh_refresh=${'b.'.repeat(3000)}`,
  'an unsigned token': `gh_access=${unsigned()}`,
  'high bytes': 'gh_access=\u00ff\u00fe; gh_refresh=\u00e9',
  '1,000 cookies': Array.from({ length: 1000 }, (_, i) => `c${i}=1`).join('; '),
}

for (const [name, cookie] of Object.entries(COOKIES)) {
  test(`a broken cookie is treated like no cookie (${name})`, async ({ server }) => {
    for (const path of PATHS) {
      const answer = await ask(server.origin + path, { headers: { cookie } })
      const plain = await ask(server.origin + path)
      expect(answer.status, path).toBe(plain.status)
      expect(answer.location, path).toBe(plain.location)
    }
  })
}

test('a request with two access cookies is judged by the last one', async ({ server, person }) => {
  const [good, ended] = [await tokensFor(person), 'garbage']
  const both = `${cookieHeader({ access: good.access })}; gh_access=${ended}`
  const answer = await ask(`${server.origin}/dashboard`, { headers: { cookie: both } })
  expect(answer.location, 'the last one counts').toBe('/login?next=%2Fdashboard')
})

test('a cookie header beyond the limit is refused with 431, and the server keeps running', async ({
  server,
}) => {
  const answer = await ask(`${server.origin}/dashboard`, {
    headers: { cookie: `gh_access=${'a'.repeat(17_000)}` },
  })
  expect(answer.status).toBe(431)
  expect((await ask(`${server.origin}/login`)).status).toBe(200)
})

test('a browser with invalid cookies reaches the log-in page and loses the cookies', async ({
  context,
  page,
  server,
}) => {
  const cookie = (name: string, value: string) => ({ name, value, url: server.origin })
  // Formed like a refresh token, so that only the signature is wrong.
  await context.addCookies([
    cookie('gh_access', unsigned()),
    cookie(
      'gh_refresh',
      `${part({ alg: 'HS256', typ: 'rt+jwt', kid: '3' })}.${part({})}.${'A'.repeat(43)}`,
    ),
  ])
  await page.goto('/dashboard')
  await page.waitForURL('**/login?**')
  expect((await context.cookies()).filter((kept) => kept.value !== '')).toEqual([])
})

test('strange paths cause no server error and reveal no file', async ({ server }) => {
  const paths = [
    '/%',
    '/%00',
    '/%ff',
    '/..%2f..%2fetc/passwd',
    '/dashboard/%2e%2e',
    '/.env',
    '/.git/config',
  ]
  paths.push(
    '/_next/BUILD_ID',
    '/_next/server/app/dashboard/page.js',
    '/_next/image?url=%2Fdashboard&w=64&q=75',
  )
  paths.push(
    '/data/gatehouse.db',
    '/__nextjs_original-stack-frame',
    '/login?next=%',
    '/login?next=%00',
  )
  paths.push(`/login?next=${'a'.repeat(8000)}`, '/session/refresh?next=javascript:alert(1)')
  for (const path of paths) {
    const answer = await ask(server.origin + path)
    expect(answer.status, path).toBeLessThan(500)
    expect(answer.body, path).not.toMatch(/AUTH_SECRET|SQLite format/)
  }
})

test('garbage in place of an action call is refused, and the server keeps running', async ({
  server,
}) => {
  const bodies = ['', '[]', '{"a":', '0=["$F1"]', '["$@0"]', '\u0000\u0001', 'x'.repeat(60_000)]
  for (const body of bodies) {
    for (const type of [
      'text/plain;charset=UTF-8',
      'multipart/form-data; boundary=x',
      'application/json',
    ]) {
      const answer = await ask(`${server.origin}/login`, {
        method: 'POST',
        headers: {
          ...fromPageOn(server.origin),
          'content-type': type,
          'next-action': 'f'.repeat(42),
        },
        body,
      })
      expect(answer.setCookies).toEqual([])
    }
  }
  expect((await ask(`${server.origin}/login`)).status).toBe(200)
})

test('an action called by a detour through the API is refused as on the direct way', async ({
  server,
}) => {
  const id = builtActions(process.cwd(), 'app/').find(({ name }) => name === 'logInAction')?.id
  const ups = ['../..', '%2e%2e/%2e%2e', '.%2E/x/../..', '..\\..']
  for (const path of ['/login', ...ups.map((up) => `/api/v1/${up}/login`)]) {
    for (const body of ['["$undefined","x"]', '["$F1"]', '{bad']) {
      const headers = { 'content-type': 'text/plain;charset=UTF-8', 'next-action': String(id) }
      const call = { method: 'POST', body }
      const own = { ...headers, ...fromPageOn(server.origin) }
      expect((await ask(server.origin + path, { ...call, headers: own })).status, path).toBe(400)
      const evil = { ...headers, origin: 'https://evil.example' }
      expect((await ask(server.origin + path, { ...call, headers: evil })).status, path).toBe(403)
    }
  }
})

test('every refusal has the security headers', async ({ server }) => {
  const { origin } = server
  const refused = await Promise.all([
    ask(`${origin}/login`, { headers: { host: 'evil.example' } }),
    ask(`${origin}/login`, { method: 'TRACE' }),
    ask(`${origin}/login`, { method: 'POST' }),
    ask(`${origin}/%ff`),
    ask(`${origin}/api/v1/me`, { method: 'OPTIONS', headers: PREFLIGHT }),
    ask(`${origin}/login`, { method: 'POST', headers: { 'content-length': '70000' } }),
  ])
  expect(refused.map(({ status }) => status)).toEqual([421, 405, 403, 400, 204, 413])
  for (const { headers } of refused) {
    expect(headers['content-security-policy']).toContain("default-src 'none'")
    expect(headers['x-content-type-options']).toBe('nosniff')
  }
})

const PREFLIGHT = { origin: 'https://evil.example', 'access-control-request-method': 'GET' }

function part(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

function unsigned(): string {
  return `${part({ alg: 'none', typ: 'at+jwt', kid: 'x' })}.${part({ sub: 'usr_admin' })}.`
}

test('many invalid tokens from one client address are recorded as one event', async ({
  server,
  person,
}) => {
  const { access } = await tokensFor(person)
  const cookie = cookieHeader({ access: `${access.slice(0, -6)}AAAAAA` })
  // A path that the middleware checks, and one that it does not.
  for (const path of ['/dashboard', '/login']) {
    for (let time = 0; time < 25; time += 1) {
      await ask(server.origin + path, { headers: { cookie } })
    }
  }
  const noted = async () =>
    (await eventsOf('excess_rate_limit_exceeded')).filter(({ details }) =>
      details?.includes('invalid-tokens'),
    )
  await expect.poll(noted).toMatchObject([{ network: '127.0.0.1' }])
})
