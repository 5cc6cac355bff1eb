import { afterEach, beforeEach, expect, test } from 'vitest'
import type { AppRecord } from '@/db/queries/apps'
import { endOwnSessions } from '@/lib/sessions/end/own'
import { givenApp, givenPart } from '@/tests/support/app-sessions'
import { useFreshDatabase } from '@/tests/support/database'
import {
  readLogoutToken,
  startLogoutReceiver,
  type LogoutReceiver,
} from '@/tests/support/logout-receiver'
import { at, givenSession, LAPTOP, type GivenSession } from '@/tests/support/people'
import { noticeEndingsOf } from './notice'
import { tellApps } from './sender'

useFreshDatabase()

let receiver: LogoutReceiver
let app: AppRecord
let signedIn: GivenSession
let sid: string

beforeEach(async () => {
  receiver = await startLogoutReceiver()
  app = await givenApp({ backchannelLogoutUri: receiver.url })
  signedIn = await givenSession()
  sid = await givenPart(signedIn.session, app)
})
afterEach(() => receiver.stop())

const tell = (seconds: number) => tellApps({ clock: () => at(seconds) })

test('several processes tell each application once', async () => {
  const sids = [sid]
  for (let i = 0; i < 50; i += 1) {
    const { session } = await givenSession({ userId: signedIn.userId })
    sids.push(await givenPart(session, app))
  }
  await endOwnSessions(signedIn.tokens, 'everywhere', LAPTOP, at(1))
  await Promise.all([1, 2, 3].map(() => noticeEndingsOf(signedIn.userId, at(1))))
  await Promise.all([tell(1), tell(1), tell(1)])
  const told = receiver.tokens.map((token) => readLogoutToken(token).claims.sid)
  expect(told.sort()).toEqual(sids.sort())
})

test('a process that died while it told leaves the notice to others', async () => {
  receiver.mood = 'hang'
  await endOwnSessions(signedIn.tokens, 'this', LAPTOP, at(1))
  await noticeEndingsOf(signedIn.userId, at(1))
  const dying = tellApps({ clock: () => at(1), timeoutMs: 500 })
  await receiver.until(1)
  receiver.mood = 200
  await tell(30)
  expect(receiver.tokens).toHaveLength(1)
  await tell(31)
  expect(receiver.tokens).toHaveLength(2)
  await dying
})
