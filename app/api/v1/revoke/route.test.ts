import { expect, test } from 'vitest'
import { transaction } from '@/db/connection'
import { startSession } from '@/lib/sessions/start'
import { issueTokens } from '@/lib/sessions/issue'
import { useFreshDatabase } from '@/tests/support/database'
import { givenSession, givenUser, LAPTOP } from '@/tests/support/people'
import { sessionRow } from '@/tests/support/rows'
import { GET, POST } from './route'

useFreshDatabase()

const context = { params: Promise.resolve({}) }

function revoke(body: unknown): Promise<Response> {
  const headers = { 'content-type': 'application/json' }
  const sent = { method: 'POST', headers, body: JSON.stringify(body) }
  return POST(new Request('http://localhost:3000/api/v1/revoke', sent), context)
}

async function givenDevice(email: string) {
  const now = new Date()
  const userId = await givenUser(email)
  const device = { userId, version: 0, kind: 'device', persistent: true, from: LAPTOP } as const
  const session = await transaction({ locks: 'all' }, () => startSession(device, now))
  return { session, tokens: await issueTokens(session, now) }
}

test('POST /api/v1/revoke ends the session of a device by either of its tokens', async () => {
  for (const which of ['access', 'refresh'] as const) {
    const { session, tokens } = await givenDevice(`${which}@example.com`)
    expect((await revoke({ token: tokens[which] })).status).toBe(200)
    expect((await sessionRow(session.id)).endedAt, which).not.toBeNull()
  }
})

test('POST /api/v1/revoke ends no browser session, and does not say so', async () => {
  const { session, tokens } = await givenSession({ now: new Date() })
  for (const token of [tokens.access, tokens.refresh, 'garbage', '']) {
    expect((await revoke({ token })).status).toBe(200)
  }
  expect((await sessionRow(session.id)).endedAt).toBeNull()
})

test('the revoke endpoint accepts only POST, with exactly one token', async () => {
  for (const body of [{}, { token: 7 }, { token: 'x', kind: 'web' }, [], null]) {
    expect((await revoke(body)).status).toBe(400)
  }
  const get = await GET(new Request('http://localhost:3000/api/v1/revoke'), context)
  expect(get.status).toBe(405)
})
