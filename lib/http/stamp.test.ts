import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { INTERNAL_HEADERS } from '@/lib/base/internal-headers'
import { ask } from '@/tests/support/http'
import { givenSettings, newSecret } from '@/tests/support/settings'
import { newMark, stampFor, type Stamped } from './stamp'

const MARK = newMark()
const TRACE = { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' }

test('every request gets a new id, whatever its headers claim', async () => {
  const claims = {
    [INTERNAL_HEADERS.request]: 'mine',
    'x-request-id': 'mine',
    [INTERNAL_HEADERS.hop]: 'mine',
  }
  const [first, second] = [await stamped(claims), await stamped(claims)]
  expect(first.stamped.requestId).toMatch(/^req_[\w-]{22}$/)
  expect(first.headers[INTERNAL_HEADERS.request]).toBe(first.stamped.requestId)
  expect(second.stamped.requestId).not.toBe(first.stamped.requestId)
  expect(second.stamped.isOwn).toBe(false)
})

test('an internal request of Next.js keeps the id and client address of the outer request', async () => {
  const outer = await stamped({ 'x-forwarded-for': '192.0.2.1' }, '127.0.0.1')
  const copied = Object.entries(outer.headers).map(([name, value]) => [name, String(value)])
  const inner = await stamped(Object.fromEntries(copied) as Record<string, string>)
  expect(inner.stamped).toEqual({ ...outer.stamped, isOwn: true })
  expect(inner.stamped.client).toBe('192.0.2.1')
})

test('a trace is continued from a trusted proxy only', async () => {
  expect((await stamped(TRACE, '127.0.0.1')).headers).toMatchObject(TRACE)
  expect((await stamped(TRACE, '10.0.0.0/8')).headers).not.toHaveProperty('traceparent')
  expect((await stamped(TRACE)).headers).not.toHaveProperty('traceparent')
})

/** A request with these headers over a real connection, after it was stamped. */
async function stamped(headers: Record<string, string>, TRUSTED_PROXIES = '') {
  const stamp = stampFor(givenSettings({ AUTH_SECRET: newSecret(), TRUSTED_PROXIES }), MARK)
  const seen: { stamped: Stamped; headers: IncomingHttpHeaders }[] = []
  const server = createServer((req, res) => {
    seen.push({ stamped: stamp(req), headers: req.headers })
    res.end()
  })
  onTestFinished(() => void server.close())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  await ask(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, { headers })
  const [one] = seen
  if (!one) throw new Error('Nothing came')
  return one
}
