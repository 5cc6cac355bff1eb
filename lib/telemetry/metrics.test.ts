import { describe, expect, test, vi } from 'vitest'
import { transaction, afterCommit } from '@/db/connection'
import { findSessionLife } from '@/db/queries/session-life'
import { endSessionsOfEveryone } from '@/lib/sessions/end/everyone'
import { endOwnOtherSession, endOwnSessions } from '@/lib/sessions/end/own'
import { authenticate } from '@/lib/sessions/authenticate'
import { logIn } from '@/lib/sessions/log-in'
import { refreshSession } from '@/lib/sessions/refresh'
import { startWatching, stopWatching, watchSession } from '@/lib/sessions/watch'
import { changePassword } from '@/lib/passwords/change'
import { hashPassword } from '@/lib/passwords/hash'
import { signUp } from '@/lib/users/sign-up'
import { NO_TOKENS, PASSWORD } from '@/tests/support/accounts'
import { useFreshDatabase } from '@/tests/support/database'
import { countedBy, seriesIn } from '@/tests/support/metrics'
import { beginOutage } from '@/tests/support/outage'
import { at, givenSession, LAPTOP, NOW, PHONE } from '@/tests/support/people'
import { changeSession, sessionRow } from '@/tests/support/rows'
import { count, gauge, metricsText } from './metrics'

useFreshDatabase()

const EMAIL = 'ada@example.com'
const NEXT = 'a kettle of winter thunder'
const PAIR = { 'tokens_issued_total{kind="access"}': 1, 'tokens_issued_total{kind="refresh"}': 1 }

describe('refreshes', () => {
  const refresh = (token: string, seconds: number, from = LAPTOP) =>
    countedBy(() => refreshSession({ token, from }, at(seconds)))

  test('are counted once each by result', async () => {
    const { tokens, session } = await givenSession()
    const rotated = 'refreshes_total{result="rotated"}'
    expect(await refresh(tokens.refresh, 1)).toEqual({ [rotated]: 1, ...PAIR })
    const repeated = 'refreshes_total{result="repeated"}'
    expect(await refresh(tokens.refresh, 2)).toEqual({ [repeated]: 1, ...PAIR })
    expect(await refresh('garbage', 3)).toEqual({ 'refreshes_total{result="invalid"}': 1 })
    await changeSession(session.id, { confirmedGeneration: 1 })
    expect(await refresh(tokens.refresh, 4)).toEqual({
      'refreshes_total{result="reuse"}': 1,
      'incidents_total{kind="reuse"}': 1,
      'session_endings_total{reason="reuse"}': 1,
    })
    expect(await refresh(tokens.refresh, 5)).toEqual({ 'refreshes_total{result="ended"}': 1 })
  })

  test('from two places count as an incident too', async () => {
    const { tokens } = await givenSession()
    expect(await refresh(tokens.refresh, 1, PHONE)).toMatchObject({
      'incidents_total{kind="two-places"}': 1,
    })
  })
})

test('every ending of a session is counted by its reason', async () => {
  const { tokens, userId } = await givenSession()
  const other = await givenSession({ userId })
  const found = await authenticate(tokens.access, 'web', at(1))
  if (!found.ok) throw new Error(found.reason)
  const end = (scope: 'this' | 'others' | 'everywhere') =>
    countedBy(() => endOwnSessions(tokens, scope, LAPTOP, at(2)))
  const one = () => endOwnOtherSession(found.actor, other.session.id, LAPTOP, at(2))
  expect(await countedBy(one)).toEqual({ 'session_endings_total{reason="one-other"}': 1 })
  expect(await end('others')).toEqual({ 'session_endings_total{reason="others"}': 1 })
  expect(await end('this')).toEqual({ 'session_endings_total{reason="this"}': 1 })
  expect(await end('this')).toEqual({})
  const third = await givenSession({ userId })
  const everywhere = () => endOwnSessions(third.tokens, 'everywhere', LAPTOP, at(2))
  expect(await countedBy(everywhere)).toEqual({ 'session_endings_total{reason="everywhere"}': 1 })
  const everyone = () => endSessionsOfEveryone(at(3))
  expect(await countedBy(everyone)).toEqual({ 'session_endings_total{reason="everyone"}': 1 })
})

test('sign-ups, log-ins and password changes are counted by their result', async () => {
  const account = { email: EMAIL, name: 'Ada', from: LAPTOP, replaces: NO_TOKENS }
  expect(await countedBy(() => signUp({ ...account, password: 'short' }, NOW))).toEqual({
    'sign_ups_total{result="faults"}': 1,
  })
  expect(await countedBy(() => signUp({ ...account, password: PASSWORD }, NOW))).toEqual({
    'sign_ups_total{result="success"}': 1,
    'hashing_seconds_count{task="hash"}': 1,
    'hashing_seconds_count{task="judge"}': 1,
    ...PAIR,
  })
  const attempt = { email: EMAIL, persistent: false, from: LAPTOP, replaces: NO_TOKENS }
  const wrong = () => logIn({ ...attempt, password: NEXT }, at(1))
  expect(await countedBy(wrong)).toEqual({
    'log_ins_total{result="wrong-credentials"}': 1,
    'hashing_seconds_count{task="compare"}': 1,
  })
  const inside = await logIn({ ...attempt, password: PASSWORD }, at(2))
  if (!inside.ok) throw new Error(inside.reason)
  const again = () =>
    logIn({ ...attempt, password: PASSWORD, replaces: { ...NO_TOKENS, ...inside.tokens } }, at(3))
  expect(await countedBy(again)).toMatchObject({
    'log_ins_total{result="success"}': 1,
    'session_endings_total{reason="replaced"}': 1,
  })
  const changing = await givenSession({
    userId: (await sessionRow(inside.tokens.sessionId)).userId,
  })
  const found = await authenticate(changing.tokens.access, 'web', at(4))
  if (!found.ok) throw new Error(found.reason)
  const change = (next: string) =>
    countedBy(() => changePassword(found.actor, { current: PASSWORD, next, from: LAPTOP }, at(5)))
  expect(await change('short')).toEqual({ 'password_changes_total{result="unfit"}': 1 })
  expect(await change(NEXT)).toMatchObject({
    'password_changes_total{result="success"}': 1,
    'session_endings_total{reason="password-change"}': 1,
    'session_endings_total{reason="replaced"}': 1,
  })
})

test('a failure of the database is counted, and a refusal is not', async () => {
  const refusing = () =>
    transaction({ locks: 'all' }, () => Promise.reject(new Error('no'))).catch(() => undefined)
  expect(await countedBy(refusing)).toEqual({})
  await beginOutage()
  const reading = () => findSessionLife('ses_x').catch(() => undefined)
  const counted = await countedBy(reading)
  // A job that another test began in this process may read meanwhile, and fail too.
  expect(Object.keys(counted)).toEqual(['database_failures_total{operation="read"}'])
})

describe('an act in a transaction', () => {
  const noted = () => afterCommit(() => count('endings', { reason: 'this' }))
  const NOTED = { 'session_endings_total{reason="this"}': 1 }

  test('is counted after the commit, in a nested transaction too', async () => {
    const act = () =>
      transaction({ locks: 'all' }, () => transaction({ locks: 'all' }, async () => noted()))
    expect(await countedBy(act)).toEqual(NOTED)
  })

  test('is not counted after a rollback', async () => {
    const act = () =>
      transaction({ locks: 'all' }, async () => {
        noted()
        throw new Error('changed my mind')
      }).catch(() => undefined)
    expect(await countedBy(act)).toEqual({})
  })

  test('cannot be counted outside a transaction', () => {
    expect(noted).toThrow('no transaction')
  })
})

test('the time from an ending to the notice on a waiting page is measured', async () => {
  startWatching()
  const { session, tokens } = await givenSession({ now: new Date() })
  const told: string[] = []
  const read = async (name: string) => seriesIn((await metricsText()).text)[`gatehouse_${name}`]
  const before = (await read('ending_notice_seconds_count')) ?? 0
  watchSession(session, (notice) => told.push(notice))
  expect(await read('session_watchers')).toBe(1)
  await hashPassword('time enough for the first look')
  await endOwnSessions(tokens, 'this', LAPTOP)
  await vi.waitFor(() => expect(told).toEqual(['ended']), { timeout: 10_000 })
  expect(await read('ending_notice_seconds_count')).toBe(before + 1)
  expect(await read('session_watchers')).toBe(0)
  stopWatching()
})

test('a gauge is read when the metrics are requested', async () => {
  let queued = 3
  gauge('hashingQueued', () => queued)
  const read = async () => seriesIn((await metricsText()).text).gatehouse_hashing_queued
  expect(await read()).toBe(3)
  queued = 1
  expect(await read()).toBe(1)
})
