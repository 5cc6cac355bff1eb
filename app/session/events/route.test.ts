import { NextRequest } from 'next/server'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { transaction } from '@/db/connection'
import { markSessionEnded, type EndReason, type SessionRecord } from '@/db/queries/sessions'
import { useFreshDatabase } from '@/tests/support/database'
import { givenSession, type GivenSession } from '@/tests/support/people'
import { cookieHeader } from '@/tests/support/session'
import { otherConnection } from '@/tests/support/sqlite'
import { startWatching, stopWatching } from '@/lib/sessions/watch'
import { eventStream } from './event-stream'
import { GET, HEAD } from './route'

useFreshDatabase()
beforeEach(startWatching)
afterEach(stopWatching)

const ORIGIN = 'http://localhost:3000'
const OWN = { 'sec-fetch-site': 'same-origin' }
const end = (session: Pick<SessionRecord, 'id' | 'userId'>, reason: EndReason) =>
  transaction({ locks: 'all' }, () => markSessionEnded(session, reason, new Date()))

describe('GET /session/events', () => {
  test.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['a page of another site', { 'sec-fetch-site': 'cross-site' }],
    ['another host of the same site', { 'sec-fetch-site': 'same-site' }],
    ['an unknown origin', {}],
  ])('refuses a request from %s', async (_name, headers) => {
    const given = await givenLiving()
    const answer = await get(given, '', headers)
    expect(answer.status).toBe(403)
    expect(await answer.text()).not.toContain('event')
  })

  test('reports at once that the session has ended or is missing', async () => {
    const given = await givenLiving()
    await end(given.session, 'logged-out')
    expect(await read(await get(given))).toEqual(['ended'])
    expect(await read(await get(null))).toEqual(['ended'])
  })

  test('reports a replaced session as unknown', async () => {
    const given = await givenLiving()
    await end(given.session, 'replaced')
    expect(await read(await get(given))).toEqual(['unknown'])
  })

  test('tells a page of another session that the cookies have changed', async () => {
    expect(await read(await get(await givenLiving(), '?session=ses_other'))).toEqual(['changed'])
  })

  test('answers once and closes when asked with `once`', async () => {
    const given = await givenLiving()
    expect(await read(await get(given, `?session=${given.session.id}&once`))).toEqual(['living'])
  })

  test.each([
    ['logged-out', 'ended'],
    ['reuse', 'ended'],
    ['replaced', 'unknown'],
  ] as const)('stays open until the session ends as %s, then reports %s', async (reason, news) => {
    const given = await givenLiving()
    const answer = await get(given)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    })
    expect(answer.headers.has('set-cookie')).toBe(false)
    const reading = read(answer)
    await end(given.session, reason)
    expect(await reading).toEqual(['living', news])
  })

  test('closes open streams when the server stops, and answers new ones with 503', async () => {
    const given = await givenLiving()
    const reading = read(await get(given))
    stopWatching()
    expect(await reading).toEqual(['living', 'leave'])
    const late = await get(given)
    expect([late.status, late.headers.get('retry-after')]).toEqual([503, '10'])
  })

  test('answers 503 in an outage, and reports no ended session', async () => {
    const given = await givenLiving()
    otherConnection().exec('ALTER TABLE sessions RENAME TO away')
    const answer = await get(given)
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '10'])
    expect(await answer.text()).not.toContain('event')
  })

  test('answers 405 to HEAD, which would stay open unread', () => {
    expect(HEAD().status).toBe(405)
  })
})

describe('eventStream', () => {
  const wait = () => () => undefined

  test('sends heartbeats while nothing happens, and closes after its lifetime', async () => {
    const times = { heartbeat: 20, life: { least: 200, spread: 1 } }
    const text = await eventStream(wait, times)?.text()
    expect(text).toMatch(/^event: living\ndata: -\n\n(: still here\n\n)+event: leave\ndata: -\n\n$/)
  })

  test('stops waiting when the browser disconnects', async () => {
    const stop = vi.fn()
    const stream = eventStream(() => stop)
    await stream?.body?.cancel()
    expect(stop).toHaveBeenCalledOnce()
  })
})

async function givenLiving(): Promise<GivenSession> {
  return givenSession({ now: new Date() })
}

function get(
  given: GivenSession | null,
  query = '',
  headers: Record<string, string> = OWN,
): Promise<Response> {
  const cookie = given ? cookieHeader(given.tokens) : ''
  return GET(
    new NextRequest(`${ORIGIN}/session/events${query}`, { headers: { ...headers, cookie } }),
  )
}

/** The events of an answer, read until the stream closes. */
async function read(answer: Response): Promise<string[]> {
  const text = await answer.text()
  return [...text.matchAll(/^event: (\w+)$/gm)].map(([, name = '']) => name)
}
