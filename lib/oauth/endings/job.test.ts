import { expect, onTestFinished, test } from 'vitest'
import { endOwnSessions } from '@/lib/sessions/end/own'
import { givenApp, givenPart } from '@/tests/support/app-sessions'
import { useFreshDatabase } from '@/tests/support/database'
import { readLogoutToken, startLogoutReceiver } from '@/tests/support/logout-receiver'
import { givenSession, givenUser, LAPTOP } from '@/tests/support/people'
import { startTelling } from './job'

useFreshDatabase()

async function given(email = 'ada@example.com') {
  const receiver = await startLogoutReceiver()
  const app = await givenApp({ backchannelLogoutUri: receiver.url })
  const signedIn = await givenSession({ userId: await givenUser(email), now: new Date() })
  const sid = await givenPart(signedIn.session, app)
  onTestFinished(() => receiver.stop())
  return { receiver, sid, logOut: () => endOwnSessions(signedIn.tokens, 'this', LAPTOP) }
}

function run(): void {
  const stop = startTelling()
  onTestFinished(stop)
}

test('a log-out wakes the job, long before its next sweep', async () => {
  const { receiver, sid, logOut } = await given()
  run()
  await logOut()
  await receiver.until(1)
  expect(readLogoutToken(receiver.tokens[0] ?? '').claims.sid).toBe(sid)
})

test('an application that failed is told a second later, without another ending', async () => {
  const { receiver, logOut } = await given()
  receiver.mood = 500
  run()
  await logOut()
  await receiver.until(1)
  receiver.mood = 200
  await receiver.until(2)
  expect(receiver.tokens).toHaveLength(2)
})

test('what ended while no process ran is told at the next start', async () => {
  const { receiver, logOut } = await given()
  await logOut()
  run()
  await receiver.until(1)
})

test('an application that hangs does not hold up another', async () => {
  const hanging = await given()
  hanging.receiver.mood = 'hang'
  run()
  await hanging.logOut()
  await hanging.receiver.until(1)
  const other = await given('bob@example.com')
  await other.logOut()
  await other.receiver.until(1)
  expect(hanging.receiver.open, 'still waits for its answer').toBe(1)
})
