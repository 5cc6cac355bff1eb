import { once } from 'node:events'
import { createServer, request as send, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { ask, multipart, type Ask } from '@/tests/support/http'
import { isActionCall, takeActionCall } from './action-body'

const ID = `40${'a'.repeat(40)}`
const MOST = 4096
const form = multipart({ _1_email: 'ada@example.com', 0: '[{"status":"idle"},"$K1"]' })
const call: Ask = { ...form, headers: { ...form.headers, 'next-action': ID } }

test('an action call reaches Next.js as a new body that holds only its form', async () => {
  const { taken, body, headers } = await sent(call)
  expect(taken).toBe(true)
  expect(headers['content-length']).toBe(String(Buffer.byteLength(body)))
  const type = String(headers['content-type'])
  const read = await new Response(body, { headers: { 'content-type': type } }).formData()
  expect([...read]).toEqual([
    ['_1_email', 'ada@example.com'],
    ['0', '["$undefined","$K1"]'],
  ])
})

test('an action call that arrives in pieces is put together', async () => {
  const whole = String(form.body)
  const { taken, body } = await sent(call, [
    whole.slice(0, 40),
    whole.slice(40, 99),
    whole.slice(99),
  ])
  expect(taken).toBe(true)
  expect(body).toContain('ada@example.com')
})

test.each<[string, Ask]>([
  ['no body', { ...call, body: '' }],
  ['JSON', { ...call, headers: { 'content-type': 'text/plain', 'next-action': ID }, body: '[]' }],
  ['a form that ends in the middle', { ...call, body: String(form.body).slice(0, -30) }],
  ['a form without a boundary', { ...call, headers: { 'content-type': 'multipart/form-data' } }],
  ['too many bytes', { ...call, body: String(form.body).replace('ada', 'a'.repeat(MOST)) }],
  ['a form that names no action', multipart({ email: 'x' })],
])('an action call with %s is refused', async (_name, asked) => {
  expect((await sent(asked)).taken).toBe(false)
})

test('an action call whose rewritten body exceeds the limit is refused', async () => {
  const fields = Array.from({ length: 60 }, (_, i) => [`_1_${i}`, ''] as const)
  const short = multipart(Object.fromEntries([...fields, ['0', '["$K1"]']]))
  const body = String(short.body).replaceAll('----gatehouse-test', 'b')
  expect(body.length).toBeLessThan(MOST)
  const headers = { 'content-type': 'multipart/form-data; boundary=b', 'next-action': ID }
  expect((await sent({ method: 'POST', headers, body })).taken).toBe(false)
})

test('an action call ends when the browser disconnects in the middle', async () => {
  const server = createServer()
  onTestFinished(() => void server.close())
  const asked = once(server, 'request')
  const request = send(await addressOf(server), { method: 'POST', headers: { ...call.headers } })
  request.on('error', () => undefined)
  request.write('--')
  const [req] = (await asked) as [IncomingMessage]
  const taken = takeActionCall(req, MOST)
  request.destroy()
  expect(await taken).toBe(null)
})

test('an action call is recognised by its header or its form, on any page', () => {
  const is = (method: string, url: string, headers: IncomingMessage['headers']) =>
    isActionCall({ method, url, headers } as IncomingMessage)
  expect(is('POST', '/login', { 'next-action': '' })).toBe(true)
  expect(is('POST', '/login?next=%2F', { 'content-type': 'Multipart/Form-Data' })).toBe(true)
  expect(is('POST', '/login', { 'content-type': 'application/json' })).toBe(false)
  expect(is('GET', '/login', { 'next-action': ID })).toBe(false)
  // These handlers read their own bodies.
  expect(is('POST', '/api/v1/revoke', { 'content-type': 'multipart/form-data' })).toBe(false)
  expect(is('POST', '/session/end?x', { 'content-type': 'multipart/form-data' })).toBe(false)
})

/** The result for a request over a real connection, whole or in pieces. */
async function sent(asked: Ask, pieces?: string[]) {
  const seen: { taken: boolean; body: string; headers: IncomingMessage['headers'] }[] = []
  const server = createServer(async (req, res) => {
    const taken = (await takeActionCall(req, MOST)) !== null
    seen.push({ taken, body: taken ? await text(req) : '', headers: req.headers })
    res.end()
  })
  onTestFinished(() => void server.close())
  const address = await addressOf(server)
  if (!pieces) await ask(address, asked)
  else await askSlowly(address, asked, pieces)
  const [one] = seen
  if (!one) throw new Error('Nothing came')
  return one
}

async function addressOf(server: ReturnType<typeof createServer>): Promise<string> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/login`
}

async function askSlowly(address: string, { headers }: Ask, pieces: string[]): Promise<void> {
  const request = send(address, { method: 'POST', headers: { ...headers } })
  for (const piece of pieces) {
    await new Promise((resolve) => request.write(piece, resolve))
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  request.end()
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  await text(response)
}
