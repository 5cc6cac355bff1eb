import { PASSWORD } from '../support/accounts'
import { ask } from '../support/http'
import { startBalancer } from '../support/balancer'
import { page, submit, tokensIn } from '../support/client'
import { freePort } from '../support/free-port'
import { seriesIn, type Series } from '../support/metrics'
import { startServer, type TestServer } from '../support/server'
import { cookieHeader, tokensFor } from '../support/session'
import { expect, givenPerson, shareDatabase, test } from './fixtures'

const METRICS_TOKEN = 'a-token-for-the-scraper'

let first: TestServer
let second: TestServer

test.beforeAll(async () => {
  first = await startServer({ env: { METRICS_TOKEN, LOG_LEVEL: 'debug' } })
  const port = await freePort()
  second = await startServer({ port, env: { ...first.env, PORT: String(port) } })
  await shareDatabase(first)
})

test.afterAll(async () => {
  await Promise.all([second.stop(), first.stop()])
})

const scrape = (url: string, authorization?: string) =>
  ask(`${url}/api/metrics`, { headers: authorization ? { authorization } : {} })

async function seriesOf({ port }: { port: number }): Promise<Series> {
  const { status, body } = await scrape(`http://127.0.0.1:${port}`, `Bearer ${METRICS_TOKEN}`)
  expect(status).toBe(200)
  return seriesIn(body)
}

/** The sum of every series with this name and these labels. */
function total(series: Series, name: string, labels: Record<string, string> = {}): number {
  const wanted = Object.entries(labels).map(([label, value]) => `${label}="${value}"`)
  const found = Object.entries(series).filter(
    ([key]) => key.startsWith(`gatehouse_${name}{`) && wanted.every((label) => key.includes(label)),
  )
  return found.reduce((sum, [, value]) => sum + value, 0)
}

const INVALID = 'Bearer error="invalid_token", error_description="The token is not one of ours."'

test('metrics are served only to requests with the metrics token', async () => {
  const cases: [string | undefined, string][] = [
    [undefined, 'Bearer'],
    ['Basic YTpi', 'Bearer'],
    [`Bearer ${METRICS_TOKEN}x`, INVALID],
    [`Bearer ${METRICS_TOKEN.slice(1)}`, INVALID],
  ]
  for (const [authorization, challenge] of cases) {
    const { status, headers, body } = await scrape(first.origin, authorization)
    expect(status).toBe(401)
    expect(headers).toMatchObject({
      'www-authenticate': challenge,
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
    })
    expect(JSON.parse(body)).toMatchObject({ status: 401 })
    expect(body).not.toContain('gatehouse_')
  }
  const { status, headers, body } = await scrape(first.origin, `Bearer ${METRICS_TOKEN}`)
  expect(status).toBe(200)
  expect(headers['content-type']).toContain('text/plain; version=0.0.4')
  expect(headers['cache-control']).toBe('no-store')
  expect(body).toContain('nodejs_eventloop_lag_p99_seconds{')
  // A scraper uses the address of each instance.
  const inside = { host: '10.0.0.3:3000', authorization: `Bearer ${METRICS_TOKEN}` }
  expect((await ask(`${first.origin}/api/metrics`, { headers: inside })).status).toBe(200)
  const stranger = { host: '10.0.0.3:3000' }
  expect((await ask(`${first.origin}/api/metrics`, { headers: stranger })).status).toBe(401)
})

test('metrics are 404 without METRICS_TOKEN', async ({ server }) => {
  for (const authorization of [undefined, 'Bearer ', 'Bearer undefined', 'Bearer null']) {
    expect((await scrape(server.origin, authorization)).status).toBe(404)
  }
})

test('events are counted in the metrics of the instance where they happened', async () => {
  const before = [await seriesOf(first), await seriesOf(second)] as const
  const account = { email: 'metrics@example.com', password: PASSWORD }
  const made = await submit(first.origin, '/signup', { ...account, name: 'Ada' })
  const { access, refresh } = tokensIn(made)
  const tokens = { access: access.value ?? '', refresh: refresh.value ?? '' }
  expect((await page(first.origin, '/dashboard', tokens)).status).toBe(200)
  await submit(first.origin, '/login', { ...account, password: 'not it' })
  await submit(first.origin, '/session/refresh', { next: '/' }, { refresh: tokens.refresh })
  // Refused by the middleware, which cannot count by itself.
  const refused = await page(first.origin, '/dashboard', {
    access: `${tokens.access.slice(0, -2)}AA`,
  })
  expect(refused.status).toBe(307)
  expect(Object.keys(refused.headers).filter((name) => name.startsWith('x-gatehouse'))).toEqual([])

  const after = [await seriesOf(first), await seriesOf(second)] as const
  const risen = (name: string, labels: Record<string, string> = {}) =>
    after.map((series, i) => total(series, name, labels) - total(before[i] ?? {}, name, labels))
  expect(risen('sign_ups_total', { result: 'success' })).toEqual([1, 0])
  expect(risen('log_ins_total')).toEqual([1, 0])
  expect(risen('log_ins_total', { result: 'wrong-credentials' })).toEqual([1, 0])
  expect(risen('refreshes_total', { result: 'rotated' })).toEqual([1, 0])
  expect(risen('tokens_issued_total')).toEqual([4, 0])
  expect(risen('access_refused_total', { reason: 'invalid', door: 'edge' })).toEqual([1, 0])
  expect(risen('http_requests_total', { route: 'dashboard', status: '2xx' })).toEqual([1, 0])
  expect(risen('http_requests_total', { route: 'log-in', method: 'POST' })).toEqual([1, 0])
  expect(risen('hashing_seconds_count', { task: 'hash' })).toEqual([1, 0])
  expect(risen('database_seconds_count', { operation: 'transaction' })[0]).toBeGreaterThan(2)
})

test('a request with an ended session is refused by the page, which counts the refusal', async () => {
  await shareDatabase(first)
  const tokens = await tokensFor(await givenPerson())
  const headers = { cookie: cookieHeader(tokens), host: new URL(first.origin).host }
  const url = `http://127.0.0.1:${second.port}`
  const end = { method: 'POST', body: 'scope=this' }
  const form = { 'content-type': 'application/x-www-form-urlencoded', origin: first.origin }
  await ask(`${url}/session/end`, { ...end, headers: { ...headers, ...form } })
  const before = await seriesOf(second)
  expect((await ask(`${url}/dashboard`, { headers })).status).toBe(307)
  const ended = { reason: 'ended', door: 'page' }
  expect(total(await seriesOf(second), 'access_refused_total', ended)).toBe(
    total(before, 'access_refused_total', ended) + 1,
  )
})

test('a client cannot create new metric series', async () => {
  const hammer = async (round: string) => {
    for (let i = 0; i < 5; i += 1) {
      await ask(`${first.origin}/nowhere-${round}-${i}`)
      await ask(`${first.origin}/api/${round}/${i}`, { method: ['PUT', 'PROPFIND'][i % 2] ?? '' })
    }
    return Object.keys(await seriesOf(first)).filter((name) => name.startsWith('gatehouse_http_'))
  }
  const known = await hammer('once')
  const names = await hammer('again')
  expect(names).toEqual(known)
  expect(names.join()).not.toMatch(/nowhere|PROPFIND|127\.0\.0\.1/)
})

test(
  'no metric series goes backwards when scraped through a balancer',
  { tag: '@long' },
  async () => {
    const balancer = await startBalancer()
    balancer.ports = [first.port, second.port]
    const headers = {
      authorization: `Bearer ${METRICS_TOKEN}`,
      host: new URL(first.origin).host,
    }
    const highest: Series = {}
    const seen = new Set<string>()
    for (let i = 0; i < 12; i += 1) {
      if (i % 3 === 0) await ask(`${first.origin}/login`)
      const { body } = await ask(`http://127.0.0.1:${balancer.port}/api/metrics`, { headers })
      for (const [name, value] of Object.entries(seriesIn(body))) {
        seen.add(/process="([^"]+)"/.exec(name)?.[1] ?? `none: ${name}`)
        if (!rises(body, name)) continue
        expect(value, name).toBeGreaterThanOrEqual(highest[name] ?? 0)
        highest[name] = value
      }
    }
    expect([...seen].map((name) => name.replace(/.*:/, '')).sort()).toEqual(
      [first.port, second.port].map(String).sort(),
    )
    await balancer.close()
  },
)

/** True for a counter or histogram; a gauge may fall. */
function rises(text: string, series: string): boolean {
  const [name = ''] = series.split('{')
  const of = name.replace(/_(count|sum|bucket)$/, '')
  return text.includes(`# TYPE ${name} counter`) || text.includes(`# TYPE ${of} histogram`)
}
