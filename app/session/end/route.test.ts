import { NextRequest } from 'next/server'
import { expect, test, vi } from 'vitest'
import { useFreshDatabase } from '@/tests/support/database'
import { logged } from '@/tests/support/log'
import { beginOutage } from '@/tests/support/outage'
import { givenSession } from '@/tests/support/people'
import { sessionRow } from '@/tests/support/rows'
import { POST } from './route'

vi.mock('next/headers', () => import('@/tests/support/next-request'))

useFreshDatabase()

const ORIGIN = 'http://localhost:3000'

interface Sent {
  headers?: Record<string, string>
  body?: string | FormData
  cookie?: string
}

function end({ headers = { origin: ORIGIN }, body = 'scope=this', cookie = '' }: Sent) {
  const type =
    typeof body === 'string' ? { 'content-type': 'application/x-www-form-urlencoded' } : {}
  const sent = { method: 'POST', headers: { ...type, cookie, ...headers }, body }
  return POST(new NextRequest(`${ORIGIN}/session/end`, sent))
}

async function given(now = new Date()) {
  const { session, tokens } = await givenSession({ now })
  return { session, cookie: `gh_access=${tokens.access}; gh_refresh=${tokens.refresh}` }
}

test('a log-out from our own page ends the session and clears the browser', async () => {
  const { session, cookie } = await given()
  const answer = await end({ cookie })
  expect(answer.status).toBe(303)
  expect(answer.headers.get('location')).toBe(`${ORIGIN}/login`)
  expect(answer.headers.get('clear-site-data')).toBe('"cache", "storage"')
  expect(answer.headers.getSetCookie().join()).toMatch(/gh_access=;.*gh_refresh=;/)
  expect((await sessionRow(session.id)).endedAt).not.toBeNull()
})

test('a log-out request from another site is refused and ends nothing', async () => {
  const { session, cookie } = await given()
  const others = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'http://localhost:3001' },
    { 'sec-fetch-site': 'same-site' },
    {},
  ]
  for (const headers of others) {
    const answer = await end({ headers, cookie })
    expect(answer.status).toBe(403)
    expect(answer.headers.getSetCookie()).toEqual([])
  }
  expect((await sessionRow(session.id)).endedAt).toBeNull()
})

test('a log-out with an invalid scope or body is refused and ends nothing', async () => {
  const { session, cookie } = await given()
  const file = new FormData()
  file.set('scope', new Blob(['this']))
  for (const body of ['scope=all', 'scope=', 'scope=constructor', file]) {
    expect((await end({ body, cookie })).status).toBe(400)
  }
  const broken = { 'content-type': 'multipart/form-data; boundary=x', origin: ORIGIN }
  expect((await end({ headers: broken, body: 'garbage', cookie })).status).toBe(400)
  expect((await sessionRow(session.id)).endedAt).toBeNull()
})

test('a log-out redirects only within this app', async () => {
  const { cookie } = await given()
  const next = encodeURIComponent('https://evil.example/')
  const answer = await end({ body: `scope=this&next=${next}`, cookie })
  expect(answer.headers.get('location')).toBe(`${ORIGIN}/login?next=%2Fdashboard`)
})

test('a log-out of the other sessions long after the log-in leads to the confirmation, any other does not', async () => {
  const { session, cookie } = await given(new Date(Date.now() - 301_000))
  const other = await givenSession({ userId: session.userId, now: new Date() })
  const answer = await end({ body: 'scope=others', cookie })
  expect(answer.headers.get('location')).toBe(`${ORIGIN}/confirm?next=%2Fdashboard%2Fsessions`)
  expect((await sessionRow(other.session.id)).endedAt).toBeNull()
  // Without its access token too, as after it expired.
  const [, refresh = ''] = cookie.split('; ')
  const again = await end({ body: 'scope=others', cookie: refresh })
  expect(again.headers.get('location')).toContain('/confirm?')
  expect((await end({ body: 'scope=everywhere', cookie })).headers.get('location')).toBe(
    `${ORIGIN}/login`,
  )
})

test('a log-out in an outage answers 503, and keeps the cookies only when it ends the others', async () => {
  const { cookie } = await given()
  await beginOutage()
  logged('error')
  const answer = await end({ cookie })
  expect(answer.status).toBe(503)
  expect(answer.headers.getSetCookie()).toHaveLength(2)
  const others = await end({ body: 'scope=others', cookie })
  expect(others.status).toBe(503)
  expect(others.headers.getSetCookie()).toEqual([])
})
