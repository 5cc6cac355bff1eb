import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { SessionRecord } from '@/db/queries/sessions'
import { env } from '@/lib/base/env'
import { HOUR } from '@/lib/base/time'
import { newDeviceSecret } from '@/lib/devices/device-secret'
import { GRACE } from '@/lib/factors/demand'
import { enrolmentOf } from '@/lib/factors/enrolment'
import { givenAccount, NO_TOKENS, PASSWORD, refused } from '@/tests/support/accounts'
import { restartWith, useFreshDatabase } from '@/tests/support/database'
import { codeAt } from '@/tests/support/factors'
import { holdHashing } from '@/tests/support/hashing'
import { challengeFor, givenPasskey } from '@/tests/support/passkeys'
import { at, givenSession, LAPTOP, NOW } from '@/tests/support/people'
import { runAtOnce } from '@/tests/support/processes'
import {
  changePasswords,
  changeSession,
  changeUser,
  eventsOf,
  eventTypes,
  revokeTokenId,
  sessionIds,
  sessionRow,
  userIdOf,
} from '@/tests/support/rows'
import { authenticate, type Actor } from './authenticate'
import { completeEnrolment } from './complete-enrolment'
import { confirmUser } from './confirm'
import { logIn, type LogInResult } from './log-in'
import { logInWithPasskey } from './log-in-passkey'
import { refreshSession } from './refresh'
import { startWatching, stopWatching, watchSession } from './watch'

useFreshDatabase()

/** Ada's account, as `givenAccount` makes it. */
const ADA = { email: 'ada@example.com', password: PASSWORD, from: LAPTOP, replaces: NO_TOKENS }

describe('logIn', () => {
  test('refuses a log-in when the password was changed while it was checked', async () => {
    await givenAccount()
    const hashing = await holdHashing()
    const trying = logIn({ ...ADA, persistent: true }, NOW)
    await hashing.held()
    await changePasswords({ hash: 'v1$2$$2b$10$' + '.'.repeat(53) })
    hashing.release()
    expect(await trying).toEqual(refused('wrong-credentials'))
  })
})

test('a user who is disabled while the password is checked cannot log in', async () => {
  await givenAccount()
  const userId = await userIdOf(ADA.email)
  const trying = logIn({ ...ADA, persistent: false }, at(60))
  // By the time of this write the check runs in a worker thread.
  await changeUser(userId, { disabledAt: NOW })
  expect(await trying).toEqual(refused('wrong-credentials'))
})

describe('a log-in with a passkey', () => {
  test('starts one session when the same answer comes twice at once', async () => {
    const actor = await actorOf((await givenAccount()).access, 0)
    const passkey = await givenPasskey(actor)
    const before = (await sessionIds()).length
    const answer = {
      ...{ passkey: passkey.get(await challengeFor('log-in'), actor.userId), persistent: false },
      ...{ from: LAPTOP, replaces: NO_TOKENS, deviceSecret: newDeviceSecret() },
    }
    const twice = await Promise.all([1, 2].map(() => logInWithPasskey(answer, at(HOUR - 1))))
    expect(twice.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await sessionIds()).toHaveLength(before + 1)
  })
})

describe('a log-in without the second factor that is demanded', () => {
  /** In seconds: the first log-in told the user, and this is when the grace is over. */
  const OVER = 60 + GRACE

  test('starts one session and sets up one app when the same code comes twice at once', async () => {
    await restartWith({ SECOND_FACTOR: 'required' })
    await givenAccount()
    await logIn({ ...ADA, persistent: true }, at(60))
    const token = tokenIn(await logIn({ ...ADA, persistent: true }, at(OVER)))
    const before = (await sessionIds()).length
    const key = (await enrolmentOf(token, at(OVER)))?.key ?? ''
    const shown = { token, code: codeAt(key, at(OVER)), from: LAPTOP }
    const results = await Promise.all([1, 2, 3].map(() => completeEnrolment(shown, at(OVER))))
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await sessionIds()).toHaveLength(before + 1)
  })
})

describe('confirmUser', () => {
  /** Long after the log-in, and before its access token expires. */
  const LATER = 590

  test.each([
    ['the session ended', (actor: Actor) => changeSession(actor.sessionId, { endedAt: at(1) })],
    ['the shown token was revoked', (actor: Actor) => revokeTokenId(actor.accessTokenId, at(900))],
    ['the password was changed', () => changePasswords({ hash: 'another hash' })],
    ['the user was disabled', (actor: Actor) => changeUser(actor.userId, { disabledAt: at(1) })],
  ])('is overtaken when %s while the password was checked', async (_what, happen) => {
    const actor = await actorOf((await givenAccount()).access, LATER)
    const hashing = await holdHashing()
    const attempted = confirmUser(actor, { password: PASSWORD, from: LAPTOP }, at(LATER))
    await hashing.held()
    await happen(actor)
    hashing.release()
    expect(await attempted).toEqual(refused('overtaken'))
    expect(await eventsOf('authn_confirm')).toEqual([])
  })
})

describe('refreshSession', () => {
  test('gives 50 refreshes at once one new generation and one identical successor', async () => {
    const { tokens, session } = await givenSession()
    let token = tokens.refresh
    // Twice, since only the second time all connections of the pool are open and race.
    for (const generation of [1, 2]) {
      const results = await Promise.all(
        Array.from({ length: 50 }, (_, i) =>
          refreshSession({ token, from: LAPTOP }, at(generation + i / 100)),
        ),
      )
      const successors = new Set(results.map((one) => (one.ok ? one.tokens.refresh : one.reason)))
      expect(successors.size).toBe(1)
      token = [...successors].join()
      expect((await sessionRow(session.id)).generation).toBe(generation)
    }
    expect((await eventTypes()).filter((type) => type === 'session_renewed')).toHaveLength(2)
  })
})

describe('watchSession', () => {
  beforeEach(startWatching)
  afterEach(stopWatching)

  test('reports an ending by another process', async () => {
    // A wait uses the real clock.
    const { session } = await givenSession({ now: new Date() })
    const told: string[] = []
    expect(watchSession(session, (notice) => told.push(notice))).not.toBeNull()
    const settings = { DATABASE_URL: env().databaseUrl, AUTH_SECRET: env().authSecrets[0] ?? '' }
    const [ended] = await runAtOnce(ends(session), 1, settings)
    expect(ended).toMatchObject({ code: 0, output: '' })
    await vi.waitFor(() => expect(told).toEqual(['ended']), { timeout: 10_000, interval: 20 })
  })
})

function ends({ id, userId }: SessionRecord): string {
  return `
import { closeDatabase, transaction } from '@/db/connection'
import { markSessionEnded } from '@/db/queries/sessions'
---
await transaction({ locks: 'all' }, () => markSessionEnded({ id: '${id}', userId: '${userId}' }, 'logged-out', new Date()))
await closeDatabase()
`
}

async function actorOf(access: string, seconds: number): Promise<Actor> {
  const found = await authenticate(access, 'web', at(seconds))
  if (!found.ok) throw new Error(found.reason)
  return found.actor
}

/** The token of a log-in that waits for its second factor. */
function tokenIn(result: LogInResult): string {
  if (!('token' in result) || !result.token) throw new Error('The log-in does not wait')
  return result.token
}
