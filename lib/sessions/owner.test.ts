import { describe, expect, test } from 'vitest'
import { transaction } from '@/db/connection'
import { markSessionEnded, type SessionRecord } from '@/db/queries/sessions'
import { NotAllowed } from '@/lib/permissions/operator'
import { LOG_IN_NETWORK } from '@/lib/rate-limits/limits'
import { networkKey } from '@/lib/rate-limits/network-key'
import { takeAttempt, waitBefore } from '@/lib/rate-limits/take'
import { newTokenId } from '@/lib/base/ids'
import { signRefreshToken, type RefreshSource } from '@/lib/tokens/refresh'
import { givenAccount, PASSWORD, refused } from '@/tests/support/accounts'
import { useFreshDatabase } from '@/tests/support/database'
import { givenOperator } from '@/tests/support/operators'
import { at, givenSession, givenUser, LAPTOP, NOW } from '@/tests/support/people'
import { changeUser, sessionRow } from '@/tests/support/rows'
import { endSessionAsOperator, endSessionsAsOperator } from './end/operator'
import { endOwnSessions } from './end/own'
import { alreadyRefreshedUntil } from './already-refreshed'
import { identifySession, isBeingReplacedFor, sessionOfRefreshToken } from './identify'
import { listSessionsOf } from './list'
import { logIn } from './log-in'
import { refreshSession } from './refresh'
import { findRefreshKey } from './issue'

useFreshDatabase()

/** A refresh token with a valid signature and changed claims about its session. */
async function forged(session: SessionRecord, changes: Partial<RefreshSource>): Promise<string> {
  const key = await findRefreshKey(session.refreshKeyId)
  if (!key) throw new Error('There is no refresh key')
  return signRefreshToken({ ...session, ...changes }, key, 'http://localhost:3000')
}

const byRefresh = (refresh: string) => ({ access: null, refresh })

describe('a refresh token with another owner than its session', () => {
  test('is refused, ends nothing, and identifies no session', async () => {
    const { session } = await givenSession()
    const token = await forged(session, { userId: await givenUser('eve@example.com') })
    expect(await refreshSession({ token, from: LAPTOP }, at(1))).toEqual(refused('ended'))
    expect(await endOwnSessions(byRefresh(token), 'everywhere', LAPTOP, at(1))).toBe(false)
    expect(await identifySession(byRefresh(token), at(1))).toBeNull()
    expect(await sessionOfRefreshToken(token, at(1))).toBeNull()
    expect(await sessionRow(session.id)).toMatchObject({ endedAt: null, generation: 0 })
  })

  test('does not reveal that the session is being replaced', async () => {
    const { session, tokens } = await givenSession()
    await transaction({ locks: 'all' }, () => markSessionEnded(session, 'replaced', NOW))
    const token = await forged(session, { userId: await givenUser('eve@example.com') })
    expect(await isBeingReplacedFor(tokens.refresh, at(1))).toBe(true)
    expect(await isBeingReplacedFor(token, at(1))).toBe(false)
  })
})

test('a refresh token of a generation that never existed identifies no session and ends none', async () => {
  const { session } = await givenSession()
  const token = await forged(session, { generation: 1 })
  expect(await identifySession(byRefresh(token), at(1))).toBeNull()
  expect(await endOwnSessions(byRefresh(token), 'this', LAPTOP, at(1))).toBe(false)
  expect(await refreshSession({ token, from: LAPTOP }, at(1))).toMatchObject({ reason: 'invalid' })
  expect(await sessionRow(session.id)).toMatchObject({ endedAt: null, generation: 0 })
})

test('two tokens of different sessions or generations are not a fresh pair', async () => {
  const now = new Date()
  const one = await givenSession({ now })
  const other = await givenSession({ now, userId: one.userId })
  const { access } = one.tokens
  expect(await alreadyRefreshedUntil(one.tokens, now)).toEqual(one.tokens.accessExpiresAt)
  expect(await alreadyRefreshedUntil({ access, refresh: other.tokens.refresh }, now)).toBeNull()
  const ahead = await forged(one.session, { generation: 1 })
  expect(await alreadyRefreshedUntil({ access, refresh: ahead }, now)).toBeNull()
  expect(await alreadyRefreshedUntil({ access: null, refresh: one.tokens.refresh }, now)).toBeNull()
  expect(await alreadyRefreshedUntil({ access, refresh: newTokenId() }, now)).toBeNull()
})

const account = {
  email: 'ada@example.com',
  password: PASSWORD,
  from: LAPTOP,
}

const logInNow = () => logIn({ ...account, persistent: false }, at(60))

test('a successful log-in takes no attempt from the limit of its network', async () => {
  await givenAccount()
  const shared = [{ limit: LOG_IN_NETWORK, key: [networkKey(LAPTOP.network)] }]
  for (let left = LOG_IN_NETWORK.tries; left > 1; left -= 1) await takeAttempt(shared)
  // One attempt is left: each log-in takes it and gives it back.
  for (let time = 0; time < 3; time += 1) expect(await logInNow()).toMatchObject({ ok: true })
  expect(await waitBefore(shared)).toBeNull()
  await logIn({ ...account, password: 'something else', persistent: false }, at(60))
  expect(await waitBefore(shared)).not.toBeNull()
})

describe('the sessions of another user', () => {
  test('are listed and ended only by administrators with the permission', async () => {
    const { userId, session } = await givenSession()
    const nobody = await givenOperator()
    await expect(listSessionsOf(nobody, userId, {}, NOW)).rejects.toThrow(NotAllowed)
    await expect(endSessionsAsOperator(nobody, { userId }, LAPTOP, NOW)).rejects.toThrow(NotAllowed)
    const one = { sessionId: session.id }
    await expect(endSessionAsOperator(nobody, one, LAPTOP, NOW)).rejects.toThrow(NotAllowed)
    const admin = await givenOperator('administrator')
    expect((await listSessionsOf(admin, userId, {}, NOW)).sessions).toMatchObject([
      { id: session.id },
    ])
    expect((await sessionRow(session.id)).endedAt).toBeNull()
  })

  test('are an empty list for a disabled or unknown user', async () => {
    const { userId } = await givenSession()
    const admin = await givenOperator('administrator')
    await changeUser(userId, { disabledAt: NOW })
    expect((await listSessionsOf(admin, userId, {}, NOW)).sessions).toEqual([])
    expect((await listSessionsOf(admin, 'usr_nobody', {}, NOW)).sessions).toEqual([])
  })
})
