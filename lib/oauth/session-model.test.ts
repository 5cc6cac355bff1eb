import { expect, onTestFinished, test } from 'vitest'
import { lockOf, transaction } from '@/db/connection'
import { listAppSessions } from '@/db/queries/app-sessions'
import { givenApp } from '@/tests/support/apps'
import { useFreshDatabase } from '@/tests/support/database'
import { oauthRequestOf } from '@/tests/support/oauth-request'
import { givenSession } from '@/tests/support/people'
import { inOAuthRequest } from './browser-session'
import { saveParticipants } from './session-model'

useFreshDatabase()

test('of two first log-ins of a user at once, the second is recorded after the first', async () => {
  const { app } = await givenApp()
  const { session } = await givenSession({ now: new Date() })
  const look = () => transaction({ locks: 'none' }, () => listAppSessions(session.id))
  // Opens connections, which would take longer than what follows.
  await Promise.all([look(), look(), look()])
  let finish = () => {}
  const first = transaction(
    { locks: lockOf(session.userId) },
    () => new Promise<void>((resolve) => (finish = resolve)),
  )
  onTestFinished(() => finish())
  const payload = { authorizations: { [app.id]: {} } }
  const second = inOAuthRequest(oauthRequestOf(session), () => saveParticipants(payload))
  // Asks far more often than recording needs.
  for (let i = 0; i < 100; i += 1) expect(await listAppSessions(session.id)).toEqual([])
  finish()
  await Promise.all([first, second])
  expect(await listAppSessions(session.id)).toMatchObject([{ appId: app.id }])
})
