/** Reads and writes the two session cookies of the current request. */
import 'server-only'
import { cookies } from 'next/headers'
import {
  deletedCookie,
  presentedTokens,
  readCookie,
  sessionCookie,
  type SessionCookieKind,
} from '@/lib/base/cookies'
import { env } from '@/lib/base/env'
import type { PresentedTokens } from '@/lib/sessions/identify'
import type { UserId } from '@/lib/base/ids'
import type { ConfirmedToken } from '@/lib/sessions/confirm'
import type { SessionTokens } from '@/lib/sessions/issue'
import { localeOf } from '@/lib/users/locale'
import { language } from './language'
import { setPreference } from './preferences'

export async function readSessionCookies(): Promise<PresentedTokens> {
  return presentedTokens(await cookies(), env())
}

/** One of them, since each is decoded to see whose it is, and most pages need one. */
export async function readSessionCookie(kind: SessionCookieKind): Promise<string | null> {
  return readCookie(kind, await cookies(), env())
}

/** In server actions only: Next.js does not let pages write cookies. */
export async function setSessionCookies(tokens: SessionTokens, now = new Date()): Promise<void> {
  const jar = await cookies()
  const maxAge = lifeUntil(tokens.refreshExpiresAt, tokens, now)
  jar.set(sessionCookie('refresh', { value: tokens.refresh, maxAge }, jar, env()))
  await setAccessCookie(tokens, now)
  await followLocale(tokens.userId)
}

/** Leaves the refresh cookie as it is. In server actions only. */
export async function setAccessCookie(token: ConfirmedToken, now = new Date()): Promise<void> {
  const jar = await cookies()
  const maxAge = lifeUntil(token.accessExpiresAt, token, now)
  jar.set(sessionCookie('access', { value: token.access, maxAge }, jar, env()))
}

/** The `Max-Age` of a cookie; null for one that the browser drops when it is closed. */
function lifeUntil(end: Date, { persistent }: { persistent: boolean }, now: Date): number | null {
  return persistent ? Math.max(1, Math.floor((end.getTime() - now.getTime()) / 1000)) : null
}

/** Makes this browser speak the user's language if it would speak another one by itself. */
async function followLocale(userId: UserId): Promise<void> {
  const { locale } = await language()
  const own = await localeOf(userId, locale)
  if (own !== locale) await setPreference('locale', own)
}

/** In server actions only. */
export async function clearSessionCookies(): Promise<void> {
  const jar = await cookies()
  const settings = env()
  jar.set(deletedCookie('access', jar, settings))
  jar.set(deletedCookie('refresh', jar, settings))
}
