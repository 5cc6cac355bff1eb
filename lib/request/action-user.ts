/** Guards of server actions. */
import 'server-only'
import { headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { env } from '@/lib/base/env'
import { isFromOwnPage } from '@/lib/base/origin'
import { LOG_IN, withNext } from '@/lib/base/routes'
import { authenticate, type Actor } from '@/lib/sessions/authenticate'
import { count } from '@/lib/telemetry/metrics'
import { clientInfo } from './client-info'
import { recordInvalidTokenLater } from './invalid-token'
import { withOutage } from './outage'
import { requestedPath } from './requested-path'
import { tradeRefreshToken } from './refresh-cookies'
import { readSessionCookies } from './session-cookies'
import { redirectWithFlash } from './flash'

/**
 * The signed-in user; the guard of every action that is not public.
 *
 * If the access token has expired, the session is refreshed at once, so that the user's input is
 * not lost. If another tab has just replaced the session, the page is loaded again, so that the
 * browser sends its new cookies. Visitors are sent to the log-in page.
 */
export async function requireUserInAction(): Promise<Actor> {
  await requireOwnOrigin()
  const { access, refresh } = await readSessionCookies()
  const actor = (access && (await userOf(access))) || (refresh && (await userAfterRefresh(refresh)))
  if (actor) return actor
  return redirectWithFlash(withNext(LOG_IN, await requestedPath()), 'done', 'ended')
}

/**
 * Refuses a request from a page of another site as not found. The server has answered
 * 403 before.
 */
export async function requireOwnOrigin(): Promise<void> {
  if (!isFromOwnPage(await headers(), env().appOrigin)) notFound()
}

async function userOf(access: string): Promise<Actor | null> {
  const found = await withOutage(() => authenticate(access, 'web'))
  if (found.ok) return found.actor
  count('accessRefused', { reason: found.reason, door: 'action' })
  if (found.reason === 'invalid') recordInvalidTokenLater(await clientInfo())
  return null
}

async function userAfterRefresh(refresh: string): Promise<Actor | null> {
  const refreshed = await withOutage(() => tradeRefreshToken(refresh))
  if (refreshed.ok) return userOf(refreshed.tokens.access)
  if (refreshed.reason === 'replaced') redirect(await requestedPath())
  return null
}
