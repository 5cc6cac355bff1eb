/** Reads and writes the two session cookies of the request at hand. */
import 'server-only'
import { cookies } from 'next/headers'
import { cookieName, deletedCookie, sessionCookie } from '@/lib/cookies'
import { env } from '@/lib/env'
import type { PresentedTokens } from '@/lib/sessions/identify'
import type { SessionTokens } from '@/lib/sessions/tokens'

export async function readSessionCookies(): Promise<PresentedTokens> {
  const jar = await cookies()
  const settings = env()
  return {
    access: jar.get(cookieName('access', settings))?.value || null,
    refresh: jar.get(cookieName('refresh', settings))?.value || null,
  }
}

/** In server actions only: Next.js lets nothing else write cookies. */
export async function setSessionCookies(tokens: SessionTokens, now = new Date()): Promise<void> {
  const jar = await cookies()
  const settings = env()
  const lifeUntil = (end: Date) =>
    tokens.persistent ? Math.max(1, Math.floor((end.getTime() - now.getTime()) / 1000)) : null
  jar.set(sessionCookie('access', tokens.access, lifeUntil(tokens.accessExpiresAt), settings))
  jar.set(sessionCookie('refresh', tokens.refresh, lifeUntil(tokens.refreshExpiresAt), settings))
}

/** In server actions only. */
export async function clearSessionCookies(): Promise<void> {
  const jar = await cookies()
  const settings = env()
  jar.set(deletedCookie('access', settings))
  jar.set(deletedCookie('refresh', settings))
}
