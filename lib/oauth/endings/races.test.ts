import { afterEach, beforeEach, expect, test } from 'vitest'
import { endOwnSessions } from '@/lib/sessions/end/own'
import { givenPart } from '@/tests/support/app-sessions'
import { useFreshDatabase } from '@/tests/support/database'
import { readLogoutToken } from '@/tests/support/logout-receiver'
import { at, givenSession, LAPTOP } from '@/tests/support/people'
import { givenToldApp, type ToldApp } from '@/tests/support/told-app'
import { noticeEndingsOf } from './notice'
import { tellApps } from './sender'

useFreshDatabase()

let told: ToldApp

beforeEach(async () => {
  told = await givenToldApp()
})
afterEach(() => told.receiver.stop())

const tell = (seconds: number) => tellApps({ clock: () => at(seconds) })

test('several processes tell each application once', async () => {
  const { receiver, app, signedIn, sid } = told
  const sids = [sid]
  for (let i = 0; i < 50; i += 1) {
    const { session } = await givenSession({ userId: signedIn.userId })
    sids.push(await givenPart(session, app))
  }
  await endOwnSessions(signedIn.tokens, 'everywhere', LAPTOP, at(1))
  await Promise.all([1, 2, 3].map(() => noticeEndingsOf(signedIn.userId, at(1))))
  await Promise.all([tell(1), tell(1), tell(1)])
  const named = receiver.tokens.map((token) => readLogoutToken(token).claims.sid)
  expect(named.sort()).toEqual(sids.sort())
})

test('a process that died while it told leaves the notice to others', async () => {
  const { receiver, signedIn } = told
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
