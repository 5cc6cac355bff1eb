/** Reads and writes the two session cookies of the current request. */
import 'server-only'
import { cookies } from 'next/headers'
import { deletedCookie, presentedTokens, sessionCookie } from '@/lib/base/cookies'
import { env } from '@/lib/base/env'
import type { PresentedTokens } from '@/lib/sessions/identify'
import type { UserId } from '@/lib/base/ids'
import type { SessionTokens } from '@/lib/sessions/issue'
import { localeOf } from '@/lib/users/locale'
import { language } from './language'
import { setPreference } from './preferences'

export async function readSessionCookies(): Promise<PresentedTokens> {
  return presentedTokens(await cookies(), env())
}

/** In server actions only: Next.js does not let pages write cookies. */
export async function setSessionCookies(tokens: SessionTokens, now = new Date()): Promise<void> {
  const jar = await cookies()
  const settings = env()
  const lifeUntil = (end: Date) =>
    tokens.persistent ? Math.max(1, Math.floor((end.getTime() - now.getTime()) / 1000)) : null
  const access = { value: tokens.access, maxAge: lifeUntil(tokens.accessExpiresAt) }
  const refresh = { value: tokens.refresh, maxAge: lifeUntil(tokens.refreshExpiresAt) }
  jar.set(sessionCookie('access', access, jar, settings))
  jar.set(sessionCookie('refresh', refresh, jar, settings))
  await followLocale(tokens.userId)
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
