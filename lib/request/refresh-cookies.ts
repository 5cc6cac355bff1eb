/** Trades the session cookies of a browser for the next ones. */
import 'server-only'
import { alreadyRefreshedUntil } from '@/lib/sessions/already-refreshed'
import { refreshSession, type RefreshResult } from '@/lib/sessions/refresh'
import { clientInfo } from './client-info'
import { recordInvalidTokenLater } from './invalid-token'
import { clearSessionCookies, readSessionCookies, setSessionCookies } from './session-cookies'

/**
 * `none`: the browser has no refresh cookie. `replaced`: it is about to get the cookies of another
 * session.
 */
export type CookieRefresh =
  | { status: 'refreshed'; accessExpiresAt: Date }
  | { status: 'none' | 'replaced' | 'ended' }

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

  const result = await tradeRefreshToken(cookies.refresh)
  if (result.ok) return { status: 'refreshed', accessExpiresAt: result.tokens.accessExpiresAt }
  return { status: result.reason === 'replaced' ? 'replaced' : 'ended' }
}

/** Trades `token`, and sets the cookies, or clears those that are of no use. @throws Unavailable */
export async function tradeRefreshToken(token: string): Promise<RefreshResult> {
  const from = await clientInfo()
  const result = await refreshSession({ token, from })
  if (result.ok) await setSessionCookies(result.tokens)
  else if (result.reason !== 'replaced') await clearSessionCookies()
  if (!result.ok && result.reason === 'invalid') recordInvalidTokenLater(from)
  return result
}
