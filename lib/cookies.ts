/** Name and attributes of every cookie. */
import type { Settings } from '@/lib/env'

export type SessionCookieKind = 'access' | 'refresh'

export interface Cookie {
  name: string
  value: string
  httpOnly: true
  secure: boolean
  sameSite: 'lax' | 'strict'
  path: '/'
  /** Seconds; without it the cookie goes when the browser closes. */
  maxAge?: number
}

const SAME_SITE = { access: 'lax', refresh: 'strict' } as const

/**
 * The cookie's name. On https the `__Host-` prefix binds it to this very host (RFC 6265bis §4.1.3.2);
 * plain http, which is for loopback addresses alone, cannot have it.
 */
export function cookieName(kind: SessionCookieKind, settings: Pick<Settings, 'isHttps'>): string {
  return settings.isHttps ? `__Host-gh_${kind}` : `gh_${kind}`
}

export function sessionCookie(
  kind: SessionCookieKind,
  value: string,
  maxAge: number | null,
  settings: Pick<Settings, 'isHttps'>,
): Cookie {
  return {
    name: cookieName(kind, settings),
    value,
    httpOnly: true,
    secure: settings.isHttps,
    sameSite: SAME_SITE[kind],
    path: '/',
    ...(maxAge === null ? {} : { maxAge }),
  }
}

/**
 * The cookie that deletes `kind`. It repeats every attribute, because a browser keeps a `__Host-`
 * cookie whose deletion does not say `Secure`.
 */
export function deletedCookie(
  kind: SessionCookieKind,
  settings: Pick<Settings, 'isHttps'>,
): Cookie {
  return sessionCookie(kind, '', 0, settings)
}
