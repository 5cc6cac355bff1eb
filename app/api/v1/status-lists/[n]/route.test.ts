import { expect, test } from 'vitest'
import { endOwnSessions } from '@/lib/sessions/end/own'
import { useFreshDatabase } from '@/tests/support/database'
import { logged } from '@/tests/support/log'
import { beginOutage } from '@/tests/support/outage'
import { givenSession, LAPTOP } from '@/tests/support/people'
import { readList } from '@/tests/support/status-lists'
import { GET, POST } from './route'

useFreshDatabase()

test('a status list is answered with an ETag that caches check each time', async () => {
  await givenSession({ now: new Date() })
  const answer = await get('0')
  expect(answer.status).toBe(200)
  expect(Object.fromEntries(answer.headers)).toEqual({
    'content-type': 'application/statuslist+jwt',
    'cache-control': 'no-cache',
    etag: expect.stringMatching(/^"[\w-]{43}"$/) as string,
  })
  expect((await readList(await answer.text(), new Date())).invalid).toEqual([])
})

test('a status list that the client has is answered with 304, until a session ends', async () => {
  const now = new Date()
  const { tokens } = await givenSession({ now })
  const etag = (await get('0')).headers.get('etag') ?? ''
  for (const known of [etag, `W/${etag}`, `"other", ${etag}`]) {
    const again = await get('0', { 'If-None-Match': known })
    expect(again.status, known).toBe(304)
    expect(again.headers.get('etag')).toBe(etag)
    expect(again.headers.get('cache-control')).toBe('no-cache')
    expect(await again.text()).toBe('')
  }
  expect((await get('0', { 'If-None-Match': '"other"' })).status).toBe(200)
  await endOwnSessions(tokens, 'this', LAPTOP, now)
  await expect
    .poll(async () => (await get('0', { 'If-None-Match': etag })).status, { timeout: 3000 })
    .toBe(200)
})

test.each(['1', '00', 'x', ''])('GET of the status list %j answers 404', async (n) => {
  await givenSession()
  const answer = await get(n)
  expect(answer.status).toBe(404)
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(await answer.json()).toMatchObject({ code: 'not-found' })
})

test('a status list request in an outage is answered with 503, and never with a list', async () => {
  await givenSession()
  await beginOutage()
  const errors = logged('error')
  const answer = await get('0')
  expect(answer.status).toBe(503)
  expect(answer.headers.get('retry-after')).toBe('5')
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(await answer.json()).toMatchObject({ code: 'unavailable' })
  expect(errors()).toEqual(['Unavailable'])
})

test('the status list endpoint answers 405 to POST', async () => {
  const answer = await POST(new Request(addressOf('0'), { method: 'POST' }), contextOf('0'))
  expect(answer.status).toBe(405)
  expect(answer.headers.get('allow')).toBe('GET, HEAD')
})

function get(n: string, headers: Record<string, string> = {}): Promise<Response> {
  return GET(new Request(addressOf(n), { headers }), contextOf(n))
}

function addressOf(n: string): string {
  return `http://localhost:3000/api/v1/status-lists/${n}`
}

function contextOf(n: string) {
  return { params: Promise.resolve({ n }) }
}
