/** The signed-in user of a page request. Pages learn it only here. */
import 'server-only'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { authenticate, type Actor } from '@/lib/sessions/authenticate'
import { count } from '@/lib/telemetry/metrics'
import { entryPath } from '@/lib/base/entry-path'
import { CONFIRM, withNext } from '@/lib/base/routes'
import { isProven } from '@/lib/sessions/recent'
import { clientInfo } from './client-info'
import { recordInvalidTokenLater } from './invalid-token'
import { withOutage } from './outage'
import { recordUseLater } from './record-use'
import { requestedPath } from './requested-path'
import { readSessionCookie } from './session-cookies'

/** The signed-in user, or null for a visitor. Looked up once per render. */
export const currentUser = cache(async (): Promise<Actor | null> => {
  const access = await readSessionCookie('access')
  if (!access) return null
  const found = await withOutage(() => authenticate(access, 'web'))
  const from = await clientInfo()
  if (!found.ok) {
    count('accessRefused', { reason: found.reason, door: 'page' })
    if (found.reason === 'invalid') recordInvalidTokenLater(from)
    return null
  }
  recordUseLater(found, from)
  return found.actor
})

/**
 * The signed-in user; the guard of every page below `app/dashboard`. Visitors are sent to the
 * refresh or log-in page, and nothing after the call runs.
 */
export async function requireUser(): Promise<Actor> {
  const user = await currentUser()
  if (user) return user
  redirect(
    entryPath(await requestedPath(), {
      refreshToken: await readSessionCookie('refresh'),
      secFetchSite: (await headers()).get('sec-fetch-site'),
    }),
  )
}

/**
 * The signed-in user, who logged in or confirmed less than `STEP_UP_MAX_AGE` ago; the guard of a page
 * that shows something grave. Other users confirm first, and come back to this page.
 */
export async function requireRecentUser(): Promise<Actor> {
  const user = await requireUser()
  if (await withOutage(() => isProven(user))) return user
  redirect(withNext(CONFIRM, await requestedPath()))
}
