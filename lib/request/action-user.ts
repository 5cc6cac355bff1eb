/** Who is asking, in a server action. */
import 'server-only'
import { headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { env } from '@/lib/base/env'
import { isFromOwnPage } from '@/lib/base/origin'
import { LOG_IN, withNext } from '@/lib/base/routes'
import { authenticate, type Actor } from '@/lib/sessions/authenticate'
import { refreshSession } from '@/lib/sessions/refresh'
import { count } from '@/lib/telemetry/metrics'
import { clientInfo } from './client-info'
import { noteInvalidTokenAfter } from './invalid-token'
import { withOutage } from './outage'
import { requestedPath } from './requested-path'
import { clearSessionCookies, readSessionCookies, setSessionCookies } from './session-cookies'
import { redirectWithFlash } from './flash'

/**
 * The signed-in user; the first line of every action that is not for everyone.
 *
 * Where the access token has run out, the session is refreshed on the spot, so that nothing typed
 * is lost. Where another tab has just replaced the session, the page is shown anew, with the
 * cookies that are on their way. Anyone else is sent to the log-in page.
 */
export async function requireUserInAction(): Promise<Actor> {
  await requireOwnOrigin()
  const { access, refresh } = await readSessionCookies()
  const actor = (access && (await userOf(access))) || (refresh && (await userAfterRefresh(refresh)))
  if (actor) return actor
  return redirectWithFlash(withNext(LOG_IN, await requestedPath()), 'done', 'ended')
}

/**
 * Refuses a request that a page of another site made: for it there is nothing here. The middleware
 * has answered 403 before, if it is there.
 */
export async function requireOwnOrigin(): Promise<void> {
  if (!isFromOwnPage(await headers(), env().appOrigin)) notFound()
}

async function userOf(access: string): Promise<Actor | null> {
  const found = await withOutage(() => authenticate(access, 'web'))
  if (found.ok) return found.actor
  count('accessRefused', { reason: found.reason, door: 'action' })
  if (found.reason === 'invalid') noteInvalidTokenAfter(await clientInfo())
  return null
}

async function userAfterRefresh(refresh: string): Promise<Actor | null> {
  const from = await clientInfo()
  const refreshed = await withOutage(() => refreshSession({ token: refresh, from }))
  if (!refreshed.ok && refreshed.reason === 'replaced') redirect(await requestedPath())
  if (!refreshed.ok) {
    await clearSessionCookies()
    return null
  }
  await setSessionCookies(refreshed.tokens)
  return userOf(refreshed.tokens.access)
}
