import { expect, test } from 'vitest'
import { findGrantLife, findGrantOf } from '@/db/queries/app-grants'
import { newAppGrantId, type AppGrantId } from '@/lib/base/ids'
import { disableApp, enableApp } from '@/lib/apps/disable'
import { rotateAppSecret } from '@/lib/apps/rotate-secret'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { givenApp } from '@/tests/support/apps'
import { useFreshDatabase } from '@/tests/support/database'
import { oauthRequestOf } from '@/tests/support/oauth-request'
import { givenSession, type GivenSession } from '@/tests/support/people'
import { eventsOf } from '@/tests/support/rows'
import { inOAuthRequest } from './browser-session'
import { saveGrant } from './grants'
import { isGrantLiving } from './living'

useFreshDatabase()

const LATER = new Date(Date.now() + 3_600_000)

/** Saves a grant as the library does, in a request of this session. */
async function saved(
  { session }: GivenSession,
  clientId: string,
  scope: string,
  id: AppGrantId = newAppGrantId(),
): Promise<AppGrantId> {
  const payload = { accountId: session.userId, clientId, openid: { scope } }
  await inOAuthRequest(oauthRequestOf(session), () => saveGrant(id, payload, LATER))
  return id
}

async function isOpen(id: AppGrantId): Promise<boolean> {
  const life = await findGrantLife(id)
  return life !== null && isGrantLiving(life, new Date())
}

test('a user logs in again to an application whose grant has died by it', async () => {
  const { app } = await givenApp()
  const session = await givenSession({ now: new Date() })
  const first = await saved(session, app.id, 'openid')
  await rotateAppSecret(COMMAND_LINE, { appId: app.id, overlap: 0 })
  expect(await isOpen(first)).toBe(false)
  const second = await saved(session, app.id, 'openid')
  await disableApp(COMMAND_LINE, { appId: app.id })
  await enableApp(COMMAND_LINE, { appId: app.id })
  expect(await isOpen(second)).toBe(false)
  const third = await saved(session, app.id, 'openid')
  expect(await isOpen(third)).toBe(true)
  expect((await findGrantOf(session.session.id, app.id, false))?.id).toBe(third)
})

test('the first log-in of a session to an application is recorded once, and not before it is allowed', async () => {
  const { app } = await givenApp()
  const other = await givenApp({ firstParty: false })
  const session = await givenSession({ now: new Date() })
  const id = await saved(session, app.id, 'openid')
  await saved(session, app.id, 'openid email', id)
  await saved(session, other.app.id, '')
  const events = await eventsOf('app_login')
  expect(events).toHaveLength(1)
  expect(events[0]).toMatchObject({
    userId: session.userId,
    actorId: session.userId,
    sessionId: session.session.id,
    details: `{"app":"${app.id}"}`,
  })
})
