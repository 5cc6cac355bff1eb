/** Trades the session cookies of a browser for the next ones. */
import 'server-only'
import { alreadyRefreshedUntil } from '@/lib/sessions/already-refreshed'
import { refreshSession } from '@/lib/sessions/refresh'
import { clientInfo } from './client-info'
import { recordInvalidTokenLater } from './invalid-token'
import { clearSessionCookies, readSessionCookies, setSessionCookies } from './session-cookies'

/**
 * `none`: the browser has no refresh cookie. `replaced`: it is about to get the cookies of another
 * session.
 */
export type CookieRefresh =
  { status: 'refreshed'; accessExpiresAt: Date } | { status: 'none' | 'replaced' | 'ended' }

/**
 * Trades the refresh cookie, unless another tab has just done so. Clears the cookies of a session
 * that has ended.
 *
 * @throws Unavailable; the cookies stay as they are.
 */
export async function refreshCookies(): Promise<CookieRefresh> {
  const cookies = await readSessionCookies()
  if (!cookies.refresh) return { status: 'none' }
  const until = await alreadyRefreshedUntil(cookies)
  if (until) return { status: 'refreshed', accessExpiresAt: until }

  const from = await clientInfo()
  const result = await refreshSession({ token: cookies.refresh, from })
  if (result.ok) {
    await setSessionCookies(result.tokens)
    return { status: 'refreshed', accessExpiresAt: result.tokens.accessExpiresAt }
  }
  if (result.reason === 'replaced') return { status: 'replaced' }
  if (result.reason === 'invalid') recordInvalidTokenLater(from)
  await clearSessionCookies()
  return { status: 'ended' }
}
