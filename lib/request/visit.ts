/** What is known of a visitor before anyone asks them to log in. */
import 'server-only'
import { headers } from 'next/headers'
import { logInPath, safeNext } from '@/lib/base/routes'
import { sessionOfRefreshToken } from '@/lib/sessions/identify'
import { currentUser } from './current-user'
import { withOutage } from './outage'
import { readSessionCookies } from './session-cookies'

/** `may-refresh`: the access token has run out, the session lives. */
export type Visitor = 'signed-in' | 'may-refresh' | 'visitor'

/** Asks the database, not the claims: a session that was ended elsewhere is a visitor's. */
export async function visitor(): Promise<Visitor> {
  if (await currentUser()) return 'signed-in'
  const { refresh } = await readSessionCookies()
  if (!refresh) return 'visitor'
  const session = await withOutage(() => sessionOfRefreshToken(refresh, new Date()))
  return session ? 'may-refresh' : 'visitor'
}

/**
 * Where to go after logging in. A browser that sent no cookie at all may refuse ours: it goes by
 * the log-in page, which sees whether they came back.
 */
export async function landing(next: unknown): Promise<string> {
  const sent = await headers()
  const target = safeNext(next)
  const mayRefuseCookies = !sent.has('cookie') && sent.get('sec-fetch-site') === 'same-origin'
  return mayRefuseCookies ? logInPath({ next: target, checksCookies: true }) : target
}
