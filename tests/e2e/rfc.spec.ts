/** Clients and proxies that follow RFC 9110 and 9112, and a few that do not. */
import { createVerifier } from '@gatehouse/verify'
import { logInDevice } from '../support/api'
import { ask, fromPageOn, hiddenFields, multipart } from '../support/http'
import { askRaw, jsonOf } from '../support/raw'
import { expect, test } from './fixtures'

const LOG_IN = '/api/v1/auth/login'
const CRLF = '\r\n'

interface Sent {
  method?: string
  target?: string
  version?: string
  host?: string
  headers?: readonly string[]
}

/** The request line and headers. */
function head(port: number, { method = 'POST', target = LOG_IN, version = '1.1', ...rest }: Sent) {
  const { host = `Host: localhost:${port}`, headers = [] } = rest
  const lines = [`${method} ${target} HTTP/${version}`, host, ...headers].filter(Boolean)
  return lines.join(CRLF) + CRLF + CRLF
}

const chunk = (text: string) => `${Buffer.byteLength(text).toString(16)}${CRLF}${text}${CRLF}`
const JSON_TYPE = 'Content-Type: application/json'
const CHUNKED = 'Transfer-Encoding: chunked'
const END = `0${CRLF}${CRLF}`

test.describe('a log-in request succeeds', () => {
  const ways: [
    string,
    (body: string) => { headers: string[]; parts: string[]; version?: string },
  ][] = [
    [
      'when it comes in chunks',
      (body) => ({
        headers: [JSON_TYPE, CHUNKED],
        parts: [chunk(body.slice(0, 7)), chunk(body.slice(7)), END],
      }),
    ],
    [
      'when each chunk holds one letter, with extensions and trailers',
      (body) => ({
        headers: [JSON_TYPE, 'TRANSFER-ENCODING: Chunked', 'Trailer: X-Sum'],
        parts: [
          [...body].map((letter) => `1;a=b${CRLF}${letter}${CRLF}`).join(''),
          `0${CRLF}X-Sum: 1${CRLF}${CRLF}`,
        ],
      }),
    ],
    [
      'when it states its character set in any letter case',
      (body) => ({
        headers: ['cOnTeNt-TyPe: Application/JSON; Charset="UTF-8"', lengthOf(body)],
        parts: [body],
      }),
    ],
    [
      'when it begins with a byte order mark',
      (body) => ({ headers: [JSON_TYPE, lengthOf(`\ufeff${body}`)], parts: [`\ufeff${body}`] }),
    ],
    [
      'when it states the content coding identity',
      (body) => ({
        headers: [JSON_TYPE, 'Content-Encoding: identity', lengthOf(body)],
        parts: [body],
      }),
    ],
    [
      'when it offers an upgrade to another protocol',
      (body) => ({
        headers: [
          JSON_TYPE,
          lengthOf(body),
          'Connection: Upgrade, HTTP2-Settings',
          'Upgrade: h2c',
          'HTTP2-Settings: AAMAAABkAAQAAP__',
        ],
        parts: [body],
      }),
    ],
    [
      'when it uses HTTP/1.0',
      (body) => ({
        version: '1.0',
        headers: [JSON_TYPE, lengthOf(body), 'Connection: keep-alive'],
        parts: [body],
      }),
    ],
  ]
  for (const [what, way] of ways) {
    test(what, async ({ server, person }) => {
      const { headers, parts, version } = way(JSON.stringify(person))
      const answer = await askRaw(server.port, [
        head(server.port, { headers, ...(version && { version }) }),
        ...parts,
      ])
      expect(answer.status, answer.text).toBe(200)
      expect(jsonOf(answer)).toMatchObject({ token_type: 'Bearer' })
    })
  }

  test('when its target is an absolute URL, but only with our host', async ({ server, person }) => {
    const body = JSON.stringify(person)
    const headers = [JSON_TYPE, lengthOf(body)]
    const own = { target: server.origin + LOG_IN, host: 'Host: evil.example', headers }
    expect(await askRaw(server.port, [head(server.port, own), body])).toHaveProperty('status', 200)
    const foreign = { target: `http://evil.example${LOG_IN}`, headers }
    expect(await askRaw(server.port, [head(server.port, foreign), body])).toHaveProperty(
      'status',
      421,
    )
  })

  test('when it sends Expect: 100-continue, but only with a body below the limit', async ({
    server,
    person,
  }) => {
    const body = JSON.stringify(person)
    const expects = ['Expect: 100-continue', JSON_TYPE]
    const good = head(server.port, { headers: [...expects, lengthOf(body)] })
    const answer = await askRaw(server.port, [good, body])
    expect(answer.text).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK/)
    const chunks = head(server.port, { headers: [...expects, CHUNKED] })
    expect((await askRaw(server.port, [chunks, chunk(body), END])).status).toBe(200)
    const big = head(server.port, { headers: [...expects, 'Content-Length: 100000'] })
    expect((await askRaw(server.port, [big])).text).toMatch(/^HTTP\/1\.1 413 /)
  })

  test('when two are sent on one connection before the first answer', async ({
    server,
    person,
  }) => {
    const body = JSON.stringify(person)
    const one = head(server.port, { headers: [JSON_TYPE, CHUNKED] }) + chunk(body) + END
    const answer = await askRaw(server.port, [one + one], { answers: 2 })
    expect(answer.text.match(/^HTTP\/1\.1 200 OK/gm)).toHaveLength(2)
  })
})

test('a form of a page works in chunks', async ({ server, person }) => {
  const { body: page } = await ask(`${server.origin}/login`)
  const sent = multipart({ ...hiddenFields(page, 'name="password"'), ...person })
  const headers = Object.entries({ ...sent.headers, ...fromPageOn(server.origin) })
  const lines = [...headers.map(([name, value]) => `${name}: ${value}`), CHUNKED]
  const answer = await askRaw(server.port, [
    head(server.port, { target: '/login', headers: lines }),
    chunk(String(sent.body)),
    END,
  ])
  expect(answer.status, answer.text).toBe(303)
  expect(answer.text).toMatch(/set-cookie: gh_access=eyJ/i)
})

for (const target of [LOG_IN, '/login']) {
  test(`chunks sent to ${target} are counted as they arrive, and refused above the limit`, async ({
    server,
  }) => {
    const headers = [JSON_TYPE, CHUNKED, `Origin: ${server.origin}`]
    // This body never ends, and must be answered all the same.
    const endless = Array.from({ length: 40 }, () => chunk('x'.repeat(100_000)))
    const answer = await askRaw(server.port, [head(server.port, { target, headers }), ...endless])
    expect(answer.status, answer.text).toBe(413)
  })
}

test('a client that sends a too large body before it reads receives the refusal', async ({
  server,
}) => {
  const bytes = 3_000_000
  for (const length of [CHUNKED, `Content-Length: ${bytes}`]) {
    const whole = 'x'.repeat(bytes)
    const body = length === CHUNKED ? [chunk(whole), END] : [whole]
    const parts = [head(server.port, { headers: [JSON_TYPE, length] }), ...body]
    const answer = await askRaw(server.port, parts, { readsLast: true })
    expect(answer.status, length).toBe(413)
    expect(jsonOf(answer)).toMatchObject({ code: 'too-large' })
  }
})

test('a compressed body is refused', async ({ server, person }) => {
  const body = JSON.stringify(person)
  for (const [headers, status] of [
    [[JSON_TYPE, 'Transfer-Encoding: gzip, chunked'], 501],
    [[JSON_TYPE, 'Content-Encoding: gzip', CHUNKED], 415],
  ] as const) {
    const parts = [head(server.port, { headers }), chunk(body), END]
    expect((await askRaw(server.port, parts)).status, headers[1]).toBe(status)
  }
})

test('a body whose length is ambiguous is refused', async ({ server, person }) => {
  for (const headers of [
    ['Content-Length: 2', 'Content-Length: 3'],
    ['Content-Length: 2', CHUNKED],
    ['Transfer-Encoding: chunked, identity'],
    ['Content-Length: +2'],
    ['Content-Length: 2, 2'],
  ]) {
    const parts = [head(server.port, { headers: [JSON_TYPE, ...headers] }), '{}']
    expect((await askRaw(server.port, parts)).status, headers.join()).toBe(400)
  }
  const old = head(server.port, { version: '1.0', headers: [JSON_TYPE, CHUNKED] })
  const body = chunk(JSON.stringify(person))
  expect((await askRaw(server.port, [old, body, END])).status).toBe(400)
})

test('OPTIONS is answered for the whole server and for a single path', async ({ server }) => {
  const options = { method: 'OPTIONS', headers: [] }
  for (const target of ['*', server.origin]) {
    const answer = await askRaw(server.port, [head(server.port, { ...options, target })])
    expect(answer.status, target).toBe(204)
    expect(answer.text).toMatch(/allow: GET, HEAD, OPTIONS/i)
  }
  const page = await askRaw(server.port, [head(server.port, { ...options, target: LOG_IN })])
  expect(page.status).toBeLessThan(300)
})

test('only public documents that are the same for all clients are served under any Host', async ({
  server,
}) => {
  const headers = { host: 'gatehouse-1:3000' }
  for (const path of [
    '/.well-known/jwks.json',
    '/api/v1/openapi.json',
    '/api/v1/status-lists/0',
    '/api/health/live',
  ]) {
    const answer = await ask(server.origin + path, { headers })
    expect(answer.status, path).toBe(200)
    expect(answer, path).toMatchObject({ setCookies: [], location: null })
  }
  for (const path of ['/', '/login', '/.well-known/change-password', '/api/v1/me', LOG_IN]) {
    expect((await ask(server.origin + path, { headers })).status, path).toBe(421)
  }
  const posted = await ask(`${server.origin}/.well-known/jwks.json`, { method: 'POST', headers })
  expect(posted.status).toBe(421)
})

test('a service inside the network can verify tokens through the internal name of an instance', async ({
  server,
  person,
}) => {
  const verifier = createVerifier({
    issuer: server.origin,
    audience: 'orders',
    fetch: async (input) => {
      const { pathname } = new URL(String(input))
      const headers = { host: 'gatehouse-1:3000' }
      const { status, body, ...answer } = await ask(server.origin + pathname, { headers })
      const type = String(answer.headers['content-type'])
      return new Response(body, { status, headers: { 'content-type': type } })
    },
  })
  const { access_token } = await logInDevice(server.origin, person, { audience: ['orders'] })
  expect(await verifier.verify(access_token)).toMatchObject({ iss: server.origin })
})
function lengthOf(body: string): string {
  return `Content-Length: ${Buffer.byteLength(body)}`
}
