/** The signed-in user of a page request. Pages learn it only here. */
import 'server-only'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { after } from 'next/server'
import { cache } from 'react'
import { authenticate, recordUse, type Actor } from '@/lib/sessions/authenticate'
import { log } from '@/lib/telemetry/log'
import { count } from '@/lib/telemetry/metrics'
import { entryPath } from '@/lib/base/entry-path'
import { clientInfo } from './client-info'
import { recordInvalidTokenLater } from './invalid-token'
import { withOutage } from './outage'
import { requestedPath } from './requested-path'
import { readSessionCookies } from './session-cookies'

/** The signed-in user, or null for a visitor. Looked up once per render. */
export const currentUser = cache(async (): Promise<Actor | null> => {
  const { access } = await readSessionCookies()
  if (!access) return null
  const found = await withOutage(() => authenticate(access, 'web'))
  const from = await clientInfo()
  if (!found.ok) {
    count('accessRefused', { reason: found.reason, door: 'page' })
    if (found.reason === 'invalid') recordInvalidTokenLater(from)
    return null
  }

  const { session, actor } = found
  after(() => recordUse(session, actor, from).catch(warn))
  return actor
})

/**
 * The signed-in user; the guard of every page below `app/dashboard`. Visitors are sent to the
 * refresh or log-in page, and nothing after the call runs.
 */
export async function requireUser(): Promise<Actor> {
  const user = await currentUser()
  if (user) return user
  const { refresh } = await readSessionCookies()
  redirect(
    entryPath(await requestedPath(), {
      refreshToken: refresh,
      secFetchSite: (await headers()).get('sec-fetch-site'),
    }),
  )
}

function warn(err: unknown): void {
  log.warn('The use of a session was not recorded', { err })
}
