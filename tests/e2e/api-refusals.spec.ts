import { callApi, logInDevice } from '../support/api'
import { ask } from '../support/http'
import { sessionRow } from '../support/rows'
import { cookieHeader, tokensFor } from '../support/session'
import { expect, test } from './fixtures'

/** The same value as in the settings of every test. */
const ALLOWED = 'https://app.example.com'

const PRIVATE = [
  ['GET', '/me'],
  ['GET', '/sessions'],
  ['DELETE', `/sessions/ses_${'A'.repeat(22)}`],
  ['POST', '/auth/logout'],
  ['POST', '/auth/logout-everywhere'],
] as const

test('the API ignores cookies, and answers a request without a token with 401 and a challenge', async ({
  server: { origin },
  person,
}) => {
  const cookie = cookieHeader(await tokensFor(person))
  for (const [method, path] of PRIVATE) {
    const answer = await callApi(origin, path, { method, headers: { cookie } })
    expect(answer, path).toMatchObject({ status: 401, json: { code: 'not-authenticated' } })
    expect(answer.headers['www-authenticate'], path).toBe('Bearer')
    expect(answer.headers['cache-control'], path).toBe('no-store')
  }
})

test('tokens of browsers and of devices are refused in place of each other', async ({
  server: { origin },
  person,
}) => {
  const web = await tokensFor(person)
  const device = await logInDevice(origin, person)
  const asBearer = [web.access, web.refresh, device.refresh_token]
  for (const token of asBearer) {
    const answer = await callApi(origin, '/me', { token })
    expect(answer).toMatchObject({ status: 401, json: { code: 'invalid-token' } })
  }
  for (const token of [web.refresh, web.access, device.access_token]) {
    const answer = await callApi(origin, '/auth/refresh', { body: { refresh_token: token } })
    expect(answer).toMatchObject({ status: 401, json: { code: 'invalid-refresh-token' } })
  }
  for (const access of [device.access_token, device.refresh_token]) {
    const { location } = await ask(`${origin}/dashboard`, {
      headers: { cookie: cookieHeader({ access }) },
    })
    expect(location).toBe('/login?next=%2Fdashboard')
  }
  await callApi(origin, '/revoke', { body: { token: web.refresh } })
  for (const id of [web.sessionId, device.session_id]) {
    expect(await sessionRow(id)).toMatchObject({ endedAt: null, generation: 0 })
  }
})

test('the API accepts a token only in the Authorization header', async ({
  server: { origin },
  person,
}) => {
  const { access_token: token } = await logInDevice(origin, person)
  const me = (headers: Record<string, string>, query = '') =>
    callApi(origin, `/me${query}`, { headers })
  expect((await me({ authorization: `bearer ${token}` })).status).toBe(200)
  expect((await me({ authorization: `Bearer   ${token}` })).status).toBe(200)
  const refused: [Record<string, string>, string?][] = [
    [{}, `?access_token=${token}`],
    [{ 'x-access-token': token }],
    [{ authorization: `Basic ${token}` }],
    [{ authorization: token }],
    [{ authorization: `Bearer ${token}, Bearer ${token}` }],
    [{ authorization: `Bearer ${token} ${token}` }],
    [{ authorization: 'Bearer' }],
  ]
  for (const [headers, query] of refused) expect((await me(headers, query)).status).toBe(401)
})

test('a body that breaks the API description is refused, with a message for each fault', async ({
  server: { origin },
  person,
}) => {
  const logIn = (body: unknown, headers = {}) => callApi(origin, '/auth/login', { body, headers })
  const faults = await logIn({ email: 7, password: null, roles: ['administrator'] })
  expect(faults).toMatchObject({ status: 400, json: { code: 'invalid-request' } })
  const fields = (faults.json.errors as { field: string }[]).map(({ field }) => field)
  expect(fields).toEqual(expect.arrayContaining(['email', 'password']))

  const { email, password } = person
  const good = JSON.stringify({ email, password })
  const bad = [
    ...['', '{', 'null', '[]', '"x"', '1', '\ufeff{}x', `${good}${good}`],
    good.replace('{', '{"password":"other",'),
    good.replace('{', '{"pass\\u0077ord":"other",'),
    good.replace('{', '{"__proto__":{"a":1},'),
    `${'['.repeat(6000)}${']'.repeat(6000)}`,
    `{"email":${'{"a":'.repeat(2000)}1${'}'.repeat(2000)}}`,
  ]
  for (const body of bad) expect((await logIn(body)).status, body.slice(0, 60)).toBe(400)
  const latin1 = Buffer.from(good.replace('@', '\u00ff@'), 'latin1')
  const headers = { 'content-type': 'application/json' }
  const raw = { method: 'POST', headers, body: latin1 }
  expect((await ask(`${origin}/api/v1/auth/login`, raw)).status).toBe(400)

  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonx', '']) {
    const answer = await logIn(good, { 'content-type': type })
    expect(answer, type).toMatchObject({ status: 415, json: { code: 'unsupported-media-type' } })
  }
  expect((await logIn(good, { 'content-type': 'application/json; charset=utf-8' })).status).toBe(
    200,
  )
  for (const size of [17_000, 70_000]) {
    const answer = await logIn({ email, password: 'x'.repeat(size) })
    expect(answer, String(size)).toMatchObject({ status: 413, json: { code: 'too-large' } })
  }
})

test('an unknown API path or method gets a problem with 404, 400 or 405', async ({
  server: { origin },
}) => {
  for (const path of ['', '/nothing', '/auth', '/me/x', '/auth/login.rsc']) {
    const answer = await callApi(origin, path)
    expect(answer, path).toMatchObject({ status: 404, json: { code: 'not-found' } })
  }
  for (const path of ['/%E0%A4%A', '/me/%ff', '/sessions/%00']) {
    const answer = await callApi(origin, path)
    expect(answer, path).toMatchObject({ status: 400, json: { code: 'bad-request' } })
  }
  const allowed = { '/auth/login': 'POST', '/me': 'GET, HEAD, PATCH', '/sessions/x': 'DELETE' }
  for (const [path, allow] of Object.entries(allowed)) {
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].filter(
      (m) => !allow.includes(m),
    )) {
      const answer = await callApi(origin, path, { method })
      expect(answer, path).toMatchObject({ status: 405, json: { code: 'method-not-allowed' } })
      expect(answer.headers.allow).toBe(allow)
    }
  }
})

test('a problem is explained in the language that the client asks for, and caches are told so', async ({
  server: { origin },
}) => {
  const refused = (language: string) =>
    callApi(origin, '/me', { headers: { 'accept-language': language, origin: ALLOWED } })
  const [german, english] = [await refused('de-AT, en;q=0.5'), await refused('fr')]
  expect(english.json.detail).toMatch(/^This needs a token\./)
  const detail = expect.stringMatching(/^Dafür ist ein Token nötig\./)
  expect(german.json).toEqual({ ...english.json, detail })
  expect(german.headers['content-language']).toBe('de')
  expect(english.headers['content-language']).toBe('en')
  for (const { headers } of [german, english]) {
    expect(headers.vary).toContain('Origin')
    expect(headers.vary).toContain('Accept-Language')
  }
})

test('log-in through the API answers an unknown address like a wrong password, and 429 names the time to wait', async ({
  server: { origin },
  person,
}) => {
  const tries = async (email: string) => {
    const answer = await callApi(origin, '/auth/login', { body: { email, password: 'wrong' } })
    return { status: answer.status, text: answer.text }
  }
  expect(await tries('nobody@example.com')).toEqual(await tries(person.email))
  expect((await tries('no address')).status).toBe(401)
  for (let times = 0; times < 30; times += 1) {
    const body = { email: person.email, password: 'wrong' }
    const answer = await callApi(origin, '/auth/login', { body })
    if (answer.status === 401) continue
    expect(answer).toMatchObject({ status: 429, json: { code: 'too-many-requests' } })
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
    return
  }
  throw new Error('Thirty wrong passwords were tried')
})

test('only pages of sites in CORS_ORIGINS can read API answers', async ({
  server: { origin },
  person,
}) => {
  const { access_token: token } = await logInDevice(origin, person)
  const preflight = (from: string) =>
    ask(`${origin}/api/v1/me`, {
      method: 'OPTIONS',
      headers: {
        origin: from,
        'access-control-request-method': 'GET',
        'access-control-request-headers': 'authorization',
      },
    })
  const { headers, status } = await preflight(ALLOWED)
  expect(status).toBe(204)
  expect(headers['access-control-allow-origin']).toBe(ALLOWED)
  expect(headers.vary).toContain('Origin')
  expect(headers['access-control-allow-headers']).toContain('Authorization')
  expect(headers['access-control-allow-credentials']).toBeUndefined()
  const me = await callApi(origin, '/me', { token, headers: { origin: ALLOWED } })
  expect(me.headers['access-control-allow-origin']).toBe(ALLOWED)
  const unknown = await callApi(origin, '/me', { headers: { origin: ALLOWED } })
  expect(unknown.headers['access-control-expose-headers']).toContain('WWW-Authenticate')

  const strangers = ['https://evil.example', 'null', `${ALLOWED}.evil.example`, `${ALLOWED}:8443`]
  for (const from of [...strangers, ALLOWED.replace('https', 'http'), origin]) {
    const answers = [
      await preflight(from),
      await callApi(origin, '/me', { token, headers: { origin: from } }),
    ]
    for (const answer of answers) {
      const names = Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))
      expect(names, from).toEqual([])
      expect(answer.headers.vary, from).toContain('Origin')
    }
  }
})
