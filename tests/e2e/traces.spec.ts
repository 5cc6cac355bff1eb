import { page, submit, tokensIn } from '../support/client'
import { ask } from '../support/http'
import { startServer, type TestServer } from '../support/server'
import {
  startTraceReceiver,
  type ReceivedSpan,
  type TraceReceiver,
} from '../support/trace-receiver'
import { expect, test } from './fixtures'

const PASSWORD = 'canary of quiet harbours'
const FOREIGN = '0af7651916cd43dd8448eb211c80319c'

let receiver: TraceReceiver
let server: TestServer

test.beforeAll(async () => {
  receiver = await startTraceReceiver()
  server = await startServer({
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, OTEL_BSP_SCHEDULE_DELAY: '50' },
  })
})

test.afterAll(async () => {
  await server.stop()
  await receiver.close()
})

/** The span of the request with this id, once it has arrived. */
async function spanOf(requestId: unknown): Promise<ReceivedSpan> {
  const find = () =>
    receiver.spans().find(({ attributes }) => attributes['gatehouse.request_id'] === requestId)
  await expect.poll(find, { timeout: 20_000 }).toBeDefined()
  const span = find()
  if (!span) throw new Error('It has gone again')
  return span
}

test('a request is one trace, whose id is in the log', async () => {
  const answer = await ask(`${server.origin}/login?next=%2Fdashboard`, {
    headers: { traceparent: `00-${FOREIGN}-b7ad6b7169203331-01` },
  })
  const span = await spanOf(answer.headers['x-request-id'])
  expect(span).toMatchObject({
    name: 'GET log-in',
    attributes: { 'url.path': '/login', 'http.response.status_code': 200 },
  })
  expect(span.traceId, 'that of a stranger is not followed').not.toBe(FOREIGN)
  const within = receiver.spans().filter(({ traceId }) => traceId === span.traceId)
  expect(within.map(({ name }) => name)).toContain('render route (app) /login')
  const ids = new Set(within.map(({ spanId }) => spanId))
  const orphans = within.filter(({ parentSpanId }) => parentSpanId && !ids.has(parentSpanId))
  expect(orphans).toEqual([])
  expect(server.output()).toContain(`"traceId":"${span.traceId}"`)
})

test('no span contains a query, a token, a cookie or a password', async () => {
  const { origin } = server
  const account = { email: 'canary@example.com', password: PASSWORD }
  const made = tokensIn(await submit(origin, '/signup', { ...account, name: 'Ada' }))
  const tokens = { access: made.access.value ?? '', refresh: made.refresh.value ?? '' }
  expect(tokens.refresh).toContain('.')
  await page(origin, '/dashboard?secret=canary-in-a-query', tokens)
  await submit(origin, '/session/refresh', { next: '/' }, { refresh: tokens.refresh })
  await ask(`${origin}/api/nothing?token=canary-in-a-query`, {
    headers: { authorization: `Bearer ${tokens.access}` },
  })
  const last = await page(origin, '/dashboard', { access: `${tokens.access}x` })
  await spanOf(last.headers['x-request-id'])

  const told = receiver.text()
  for (const secret of ['canary', 'eyJ', PASSWORD, ...Object.values(tokens)]) {
    expect(told).not.toContain(secret)
  }
  const texts = receiver.spans().flatMap((span) => [span.name, ...Object.values(span.attributes)])
  expect(texts.filter((text) => String(text).includes('?'))).toEqual([])
  expect(texts).toContain('/dashboard')
})

test('a stop sends the remaining spans', async () => {
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, OTEL_BSP_SCHEDULE_DELAY: '60000' }
  const own = await startServer({ env })
  const answer = await ask(`${own.origin}/login`)
  expect(await own.stop()).toBe(0)
  await spanOf(answer.headers['x-request-id'])
})
