/** Whether a visitor of a public page is signed in, and where they go after log-in. */
import 'server-only'
import { headers } from 'next/headers'
import { logInPath, safeNext } from '@/lib/base/routes'
import { sessionOfRefreshToken } from '@/lib/sessions/identify'
import { currentUser } from './current-user'
import { withOutage } from './outage'
import { readSessionCookie } from './session-cookies'

/** `may-refresh`: the access token has expired, but the session has not ended. */
export type Visitor = 'signed-in' | 'may-refresh' | 'visitor'

/** Asks the database and not the claims, since the session may have been ended elsewhere. */
export async function visitor(): Promise<Visitor> {
  if (await currentUser()) return 'signed-in'
  const refresh = await readSessionCookie('refresh')
  if (!refresh) return 'visitor'
  const session = await withOutage(() => sessionOfRefreshToken(refresh, new Date()))
  return session ? 'may-refresh' : 'visitor'
}

/**
 * The path to go to after log-in. A browser that sent no cookies may refuse ours, so it goes to the
 * log-in page first, which checks whether the cookies came back.
 */
export async function pathAfterLogIn(next: unknown): Promise<string> {
  const sent = await headers()
  const target = safeNext(next)
  const mayRefuseCookies = !sent.has('cookie') && sent.get('sec-fetch-site') === 'same-origin'
  return mayRefuseCookies ? logInPath({ next: target, checksCookies: true }) : target
}
