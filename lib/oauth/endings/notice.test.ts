import { beforeEach, describe, expect, test } from 'vitest'
import { transaction } from '@/db/connection'
import { endGrantsOf } from '@/db/queries/app-grants'
import { deleteSessionsExpiredBefore } from '@/db/queries/sessions'
import { raiseEpoch } from '@/db/queries/installation'
import { raiseAppVersion, type AppRecord } from '@/db/queries/apps'
import type { UserId } from '@/lib/base/ids'
import { DAY } from '@/lib/base/time'
import { changePassword } from '@/lib/passwords/change'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { authenticate } from '@/lib/sessions/authenticate'
import { endOwnOtherSession, endOwnSessions } from '@/lib/sessions/end/own'
import { endSessionAsOperator, endSessionsAsOperator } from '@/lib/sessions/end/operator'
import { deleteUser } from '@/lib/users/delete'
import { disableUser } from '@/lib/users/disable'
import { givenAccount, PASSWORD } from '@/tests/support/accounts'
import { appSessionRow, changeApp, givenApp, givenPart } from '@/tests/support/app-sessions'
import { useFreshDatabase } from '@/tests/support/database'
import { at, givenSession, givenUser, LAPTOP, NOW, type GivenSession } from '@/tests/support/people'
import { changeSession, sessionRow } from '@/tests/support/rows'
import { noticeAll, noticeEndingsOf, noticeExpired, noticeSome } from './notice'

useFreshDatabase()

let app: AppRecord
let userId: UserId
/** This device, another one, and one of another user. */
let [here, there, stranger]: GivenSession[] = []
let sids: string[]

beforeEach(async () => {
  app = await givenApp({ backchannelLogoutUri: 'http://localhost:4000/ended' })
  userId = await givenUser()
  here = await givenSession({ userId })
  there = await givenSession({ userId })
  stranger = await givenSession({ userId: await givenUser('bob@example.com') })
  sids = []
  for (const { session } of [here, there, stranger]) sids.push(await givenPart(session, app))
})

/** For which of the three sessions the application is to be told. */
async function over(): Promise<string> {
  const rows = await Promise.all(sids.map(appSessionRow))
  const names = ['here', 'there', 'stranger']
  return names.filter((_, i) => rows[i]?.endedAt).join(' ')
}

function given<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('It is missing')
  return value
}

const MINUTE_LATER = at(60)
const tokens = () => given(here).tokens
const actor = () => ({ userId, sessionId: given(here).session.id }) as never

const WAYS: [string, string, () => Promise<unknown>][] = [
  ['log-out', 'here', () => endOwnSessions(tokens(), 'this', LAPTOP, at(1))],
  ['log-out of the others', 'there', () => endOwnSessions(tokens(), 'others', LAPTOP, at(1))],
  [
    'log-out of one other',
    'there',
    () => endOwnOtherSession(actor(), given(there).session.id, LAPTOP, at(1)),
  ],
  ['log-out everywhere', 'here there', () => endOwnSessions(tokens(), 'everywhere', LAPTOP, at(1))],
  [
    'end by an administrator',
    'there',
    () => endSessionAsOperator(COMMAND_LINE, { sessionId: given(there).session.id }),
  ],
  [
    'end of all by an administrator',
    'here there',
    () => endSessionsAsOperator(COMMAND_LINE, { userId }),
  ],
  ['disabled user', 'here there', () => disableUser(COMMAND_LINE, { userId })],
  ['deleted user', 'here there', () => deleteUser(COMMAND_LINE, { userId })],
  [
    'access that was removed',
    'here there',
    () => transaction({ locks: 'none' }, () => endGrantsOf(userId, app.id, at(1))),
  ],
]

describe('an application is told of the end of exactly these sessions after', () => {
  test.each(WAYS)('%s: %s', async (_name, expected, act) => {
    await act()
    await noticeEndingsOf(userId, MINUTE_LATER)
    expect(await over()).toBe(expected)
  })

  test.each(WAYS)('%s: %s, also if nobody announced it', async (_name, expected, act) => {
    await act()
    await noticeSome('', MINUTE_LATER)
    expect(await over()).toBe(expected)
  })

  test.each<[string, string, () => Promise<unknown>]>([
    ['an end of all sessions of all users', 'here there stranger', () => raise()],
    ['an end of all that it holds', 'here there stranger', () => raiseApp()],
    ['its being disabled', 'here there stranger', () => changeApp(app.id, { disabledAt: at(1) })],
    ['nothing', '', async () => undefined],
  ])('%s: %s', async (_name, expected, act) => {
    await act()
    await noticeAll(MINUTE_LATER)
    expect(await over()).toBe(expected)
  })
})

const raise = () => transaction({ locks: 'all' }, () => raiseEpoch(at(1)))
const raiseApp = () => transaction({ locks: 'all' }, () => raiseAppVersion(app.id))

test('a new password ends all sessions, and the application is told of those', async () => {
  const { userId: eve, sessionId, access } = await givenAccount({ email: 'eve@example.com' })
  const found = await authenticate(access, 'web', at(1))
  if (!found.ok) throw new Error(found.reason)
  const sid = await givenPart(await sessionRow(sessionId), app)
  const change = { current: PASSWORD, next: 'a kettle of winter thunder', from: LAPTOP }
  expect(await changePassword(found.actor, change, at(60))).toMatchObject({ ok: true })
  await noticeEndingsOf(eve, at(61))
  expect((await appSessionRow(sid)).endedAt).toEqual(at(61))
  expect(await over()).toBe('')
})

describe('a session that expires', () => {
  test.each(['idleExpiresAt', 'expiresAt'] as const)('by its %s is over then', async (limit) => {
    await changeSession(given(here).session.id, { [limit]: at(100) })
    sids[0] = await givenPart({ ...given(here).session, [limit]: at(100) }, await givenApp())
    await noticeExpired(at(99))
    expect(await over()).toBe('')
    await noticeExpired(at(100))
    expect(await over()).toBe('here')
  })

  test('but was used meanwhile is looked at again at its new limit', async () => {
    const { session } = given(here)
    sids[0] = await givenPart({ ...session, idleExpiresAt: at(100) }, await givenApp())
    await changeSession(session.id, { idleExpiresAt: at(200) })
    await noticeExpired(at(150))
    expect(await appSessionRow(given(sids[0]))).toMatchObject({ endedAt: null, dueAt: at(200) })
    await noticeExpired(at(200))
    expect(await over()).toBe('here')
  })

  test('is over also once its row was purged', async () => {
    await transaction({ locks: 'none' }, () => deleteSessionsExpiredBefore(at(400 * DAY), 10))
    await noticeAll(at(1))
    expect(await over()).toBe('here there stranger')
  })
})

test('an application without access to one session is told of that one alone', async () => {
  const other = await givenApp()
  await givenPart(given(here).session, other, { endedAt: at(1) })
  await noticeAll(at(2))
  expect(await over()).toBe('')
  expect(await appSessionRow(`sid ${given(here).session.id} ${other.id}`)).toMatchObject({
    endedAt: at(2),
    dueAt: at(2),
  })
})

test('an application that takes part anew is told of the next end only', async () => {
  await transaction({ locks: 'none' }, () => endGrantsOf(userId, app.id, at(1)))
  await noticeEndingsOf(userId, at(2))
  sids[0] = await givenPart(given(here).session, app, { now: at(3) })
  await noticeAll(at(4))
  expect(await over()).toBe('there')
})

test('many sessions are looked at a part at a time', async () => {
  const { session } = await givenSession({ userId, now: NOW })
  await givenPart(session, await givenApp())
  let after = ''
  let rounds = 0
  do {
    after = await noticeSome(after, at(1))
    rounds += 1
  } while (after !== '')
  expect(rounds).toBe(1)
})
