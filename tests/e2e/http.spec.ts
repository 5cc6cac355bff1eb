import { authenticate } from '@/lib/sessions/authenticate'
import { ask, fromPageOn, hiddenFields, multipart, type Ask } from '../support/http'
import { refreshForm } from '../support/refresh-form'
import { changeSession, eventTypes, sessionRow } from '../support/rows'
import { cookieHeader, tokensFor } from '../support/session'
import { expect, test } from './fixtures'

const READY = { status: 'ok', checks: { database: 'ok', migrations: 'ok', keys: 'ok' } }
const CHROME_ON_A_MAC =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'
const form = (scope: string): Ask => ({ method: 'POST', ...urlencoded({ scope }) })

test('every answer carries the security headers', async ({ server }) => {
  for (const path of ['/', '/login', '/dashboard', '/.well-known/jwks.json', '/.well-known/none']) {
    const { headers } = await ask(server.origin + path)
    expect(headers['x-content-type-options'], path).toBe('nosniff')
    expect(headers['referrer-policy'], path).toBe('same-origin')
    expect(headers['cross-origin-opener-policy'], path).toBe('same-origin')
    expect(headers['cross-origin-resource-policy'], path).toBe('same-origin')
    expect(headers['x-powered-by'], path).toBeUndefined()
    expect(headers.server, path).toBeUndefined()
    const policy = String(headers['content-security-policy'])
    expect(policy, path).toContain("frame-ancestors 'none'")
    expect(
      policy.split('; ').find((part) => part.startsWith('script-src')),
      path,
    ).not.toMatch(/unsafe|\*/)
  }
})

test('every page has its own nonce', async ({ server }) => {
  const [first, second] = await Promise.all([
    ask(`${server.origin}/login`),
    ask(`${server.origin}/login`),
  ])
  const nonce = (text: unknown) => /'nonce-([^']+)'/.exec(String(text))?.[1]
  expect(nonce(first.headers['content-security-policy'])).toBeTruthy()
  expect(nonce(first.headers['content-security-policy'])).not.toBe(
    nonce(second.headers['content-security-policy']),
  )
})

test('answers with data of a user are not stored by caches', async ({ server, person }) => {
  const cookie = cookieHeader(await tokensFor(person))
  for (const headers of [{ cookie }, { cookie, rsc: '1' }, {}]) {
    const answer = await ask(`${server.origin}/dashboard`, { headers })
    expect(String(answer.headers['cache-control'])).toContain('no-store')
  }
})

test('the key set is public, and holds no private key', async ({ server }) => {
  const url = `${server.origin}/.well-known/jwks.json`
  const { headers, body } = await ask(url)
  expect(headers['content-type']).toBe('application/jwk-set+json')
  expect(headers['cache-control']).toMatch(/^public, max-age=([1-9]\d?|[12]\d\d|300)$/)
  const { keys } = JSON.parse(body) as { keys: Record<string, unknown>[] }
  // The signing key and the next one.
  expect(new Set(keys.map(({ kid }) => kid)).size).toBe(2)
  for (const key of keys) {
    expect(key).toMatchObject({ use: 'sig', alg: 'ES256' })
    expect(Object.keys(key).filter((name) => /^(d|p|q|dp|dq|qi|k|oth)$/.test(name))).toEqual([])
  }
  const etag = String(headers.etag)
  for (const named of [etag, `W/${etag}`, `"another", ${etag}`, '*']) {
    const again = await ask(url, { headers: { 'if-none-match': named } })
    expect(again, named).toMatchObject({ status: 304, body: '', headers: { etag } })
  }
  expect((await ask(url, { headers: { 'if-none-match': '"another"' } })).status).toBe(200)
  expect(await ask(url, { method: 'HEAD' })).toMatchObject({ status: 200, body: '' })
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
    const refused = await ask(url, { method, headers: fromPageOn(server.origin) })
    expect(refused, method).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } })
  }
})

test.describe('a cross-origin request', () => {
  const strangers: Record<string, (origin: string) => Record<string, string>> = {
    'without Origin and Sec-Fetch-Site': () => ({}),
    'with Origin: null': () => ({ origin: 'null' }),
    'with a foreign Origin': () => ({ origin: 'https://evil.example' }),
    'with an Origin that begins like ours': (origin) => ({ origin: `${origin}.evil.example` }),
    'from another port': (origin) => ({ origin: origin.replace(/\d+$/, '1') }),
    'with another scheme': (origin) => ({ origin: origin.replace('http:', 'https:') }),
    'with Sec-Fetch-Site: cross-site': () => ({ 'sec-fetch-site': 'cross-site' }),
    'with Sec-Fetch-Site: same-site': () => ({ 'sec-fetch-site': 'same-site' }),
    'with a forged X-Forwarded-Host': () => ({
      origin: 'https://evil.example',
      'x-forwarded-host': 'evil.example',
    }),
  }

  for (const [name, headersFor] of Object.entries(strangers)) {
    test(`${name} ends no session`, async ({ server, person }) => {
      const tokens = await tokensFor(person)
      for (const scope of ['this', 'others', 'everywhere']) {
        const answer = await ask(`${server.origin}/session/end`, {
          ...form(scope),
          headers: {
            ...form(scope).headers,
            ...headersFor(server.origin),
            cookie: cookieHeader(tokens),
          },
        })
        expect(answer).toMatchObject({ status: 403, setCookies: [] })
      }
      expect(await authenticate(tokens.access, 'web')).toMatchObject({ ok: true })
    })

    test(`${name} neither logs in nor refreshes`, async ({ server, person }) => {
      const tokens = await tokensFor(person)
      for (const [page, marker] of [
        ['/login', 'name="password"'],
        ['/session/refresh', 'name="next"'],
      ] as const) {
        const { body } = await ask(server.origin + page)
        const sent = multipart({ ...hiddenFields(body, marker), ...person })
        const answer = await ask(server.origin + page, {
          ...sent,
          headers: {
            ...sent.headers,
            ...headersFor(server.origin),
            cookie: cookieHeader({ refresh: tokens.refresh }),
          },
        })
        expect(answer, page).toMatchObject({ status: 403, setCookies: [] })
      }
      expect((await sessionRow(tokens.sessionId)).generation).toBe(0)
    })
  }
})

test('a GET, HEAD or OPTIONS request changes nothing', async ({ server, person }) => {
  const tokens = await tokensFor(person)
  const before = await sessionRow(tokens.sessionId)
  const events = (await eventTypes()).length
  // The browser of the session: another one could cause an incident.
  const browser = { 'user-agent': CHROME_ON_A_MAC }
  for (const method of ['GET', 'HEAD', 'OPTIONS']) {
    for (const path of [
      '/session/end',
      '/session/end?scope=everywhere',
      '/session/refresh?next=/',
      '/logout',
    ]) {
      const answer = await ask(server.origin + path, {
        method,
        headers: { ...browser, cookie: cookieHeader(tokens), 'next-action': 'x'.repeat(42) },
      })
      expect(answer.setCookies, `${method} ${path}`).toEqual([])
      expect(answer.status, `${method} ${path}`).toBeLessThan(500)
    }
  }
  expect(await sessionRow(tokens.sessionId)).toEqual(before)
  expect((await eventTypes()).length).toBe(events)
})

test('a refresh with a valid access token, as by a second tab, changes nothing', async ({
  server,
  person,
}) => {
  const tokens = await tokensFor(person)
  const before = await sessionRow(tokens.sessionId)
  const refresh = await refreshForm(server.origin)
  const answer = await refresh(server.port, tokens.refresh, tokens.access)
  expect(answer).toEqual({ status: 303, refresh: null, access: null, cleared: false })
  expect(await sessionRow(tokens.sessionId)).toEqual(before)
  expect((await refresh(server.port, tokens.refresh)).refresh).not.toBeNull()
})

test('log-out clears cookies, caches and storage, and leads to the log-in page', async ({
  server,
  person,
}) => {
  const tokens = await tokensFor(person)
  const answer = await ask(`${server.origin}/session/end`, {
    ...form('this'),
    headers: {
      ...form('this').headers,
      ...fromPageOn(server.origin),
      cookie: cookieHeader({ refresh: tokens.refresh }),
    },
  })
  expect(answer).toMatchObject({ status: 303, location: '/login' })
  expect(answer.headers['clear-site-data']).toBe('"cache", "storage"')
  expect(answer.headers['cache-control']).toContain('no-store')
  const taken = answer.setCookies.filter((cookie) => !/^gh_flash=done\.out\./.test(cookie))
  expect(answer.setCookies).toHaveLength(3)
  expect(taken).toHaveLength(2)
  for (const cookie of taken) expect(cookie).toMatch(/Max-Age=0/i)
  expect((await sessionRow(tokens.sessionId)).endReason).toBe('logged-out')
})

test('log-out without a session leads to the log-in page', async ({ server }) => {
  const answer = await ask(`${server.origin}/session/end`, {
    ...form('everywhere'),
    headers: { ...form('everywhere').headers, ...fromPageOn(server.origin) },
  })
  expect(answer).toMatchObject({ status: 303, location: '/login' })
})

test('log-out with an unknown scope is refused and ends no session', async ({ server, person }) => {
  const tokens = await tokensFor(person)
  const answer = await ask(`${server.origin}/session/end`, {
    ...form('all'),
    headers: { ...form('all').headers, ...fromPageOn(server.origin), cookie: cookieHeader(tokens) },
  })
  expect(answer).toMatchObject({ status: 400, setCookies: [] })
  expect((await sessionRow(tokens.sessionId)).endedAt).toBeNull()
})

test('an action without a living session does nothing and leads to the log-in page', async ({
  server,
  person,
}) => {
  const tokens = await tokensFor(person)
  const victim = await tokensFor(person)
  const { body } = await ask(`${server.origin}/dashboard/sessions`, {
    headers: { cookie: cookieHeader(tokens) },
  })
  const hidden = hiddenFields(body, victim.sessionId)
  await changeSession(tokens.sessionId, { endedAt: new Date() })
  for (const cookie of ['', cookieHeader(tokens), 'gh_access=x; gh_refresh=y']) {
    const sent = multipart({ ...hidden, session: victim.sessionId })
    const answer = await ask(`${server.origin}/dashboard/sessions`, {
      ...sent,
      headers: { ...sent.headers, ...fromPageOn(server.origin), ...(cookie ? { cookie } : {}) },
    })
    expect(answer.location).toMatch(/^\/login\?/)
  }
  expect((await sessionRow(victim.sessionId)).endedAt).toBeNull()
})

test('an unlisted path, where a handler may be added later, is closed without a session', async ({
  server,
}) => {
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
    const answer = await ask(`${server.origin}/orders/7`, {
      method,
      headers: { ...fromPageOn(server.origin), 'content-type': 'application/json' },
      body: '{}',
    })
    expect(answer.location, method).toMatch(/^\/login\?/)
  }
})

test('an unused HTTP method is refused', async ({ server }) => {
  const answer = await ask(`${server.origin}/login`, { method: 'TRACE' })
  expect(answer).toMatchObject({
    status: 405,
    headers: { allow: 'GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE' },
  })
})

test('a request under another loopback name is redirected to our origin, and a foreign Host is refused', async ({
  server,
}) => {
  const path = '/login?next=%2Fdashboard'
  const byNumber = await ask(`http://127.0.0.1:${server.port}${path}`)
  expect(byNumber.status).toBe(307)
  expect(byNumber.headers.location).toBe(server.origin + path)
  const foreign = await ask(server.origin + path, { headers: { host: 'evil.example' } })
  expect(foreign.status).toBe(421)
  expect(foreign.body).not.toContain('evil.example')
})

test('health checks accept any Host, and no other path does', async ({ server }) => {
  for (const [path, body] of [
    ['/api/health', READY],
    ['/api/health/ready', READY],
    ['/api/health/live', { status: 'ok' }],
  ] as const) {
    const answer = await ask(server.origin + path, { headers: { host: '10.0.0.3:3000' } })
    expect(answer.status).toBe(200)
    expect(JSON.parse(answer.body)).toMatchObject(body)
    expect(answer.headers['cache-control']).toBe('no-store')
  }
  const headers = { host: '10.0.0.3:3000' }
  for (const path of ['/api/healthy', '/api/health/x', '/api/health/../../login']) {
    expect((await ask(server.origin + path, { headers })).status, path).toBe(421)
  }
})

test('a body above the size limit is refused', async ({ server }) => {
  const big = await ask(`${server.origin}/login`, {
    method: 'POST',
    headers: { ...fromPageOn(server.origin), 'content-type': 'text/plain' },
    body: Buffer.alloc(70_000),
  })
  expect(big.status).toBe(413)
})

test('a forged X-Forwarded-For does not evade the limit on log-in attempts', async ({ server }) => {
  const { body } = await ask(`${server.origin}/login`)
  const hidden = hiddenFields(body, 'name="password"')
  const answers: string[] = []
  for (let i = 0; i < 11; i += 1) {
    const sent = multipart({ ...hidden, email: 'victim@example.com', password: `guess ${i} guess` })
    const headers = {
      ...sent.headers,
      ...fromPageOn(server.origin),
      'x-forwarded-for': `10.0.0.${i}`,
    }
    answers.push((await ask(`${server.origin}/login`, { ...sent, headers })).body)
  }
  expect(answers[9]).toContain('Email or password is incorrect.')
  expect(answers[10]).toContain('Too many attempts.')
})

function urlencoded(fields: Record<string, string>): Ask {
  return {
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  }
}
