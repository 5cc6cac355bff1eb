/** Name and attributes of every cookie. */
import type { Settings } from '@/lib/env'
import { TOLD_SECONDS } from '@/lib/told'

export type SessionCookieKind = 'access' | 'refresh'
/** `told` holds what the next page tells once, and nothing of a session. */
export type CookieKind = SessionCookieKind | 'told'

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

const SAME_SITE = { access: 'lax', refresh: 'strict', told: 'strict' } as const

/**
 * The cookie's name. On https the `__Host-` prefix binds it to this very host (RFC 6265bis §4.1.3.2);
 * plain http, which is for loopback addresses alone, cannot have it.
 */
export function cookieName(kind: CookieKind, settings: Pick<Settings, 'isHttps'>): string {
  return settings.isHttps ? `__Host-gh_${kind}` : `gh_${kind}`
}

export function sessionCookie(
  kind: SessionCookieKind,
  value: string,
  maxAge: number | null,
  settings: Pick<Settings, 'isHttps'>,
): Cookie {
  return cookie(kind, value, maxAge, settings)
}

/** The cookie by which the next page tells `note`. @see noteFor */
export function toldCookie(note: string, settings: Pick<Settings, 'isHttps'>): Cookie {
  return cookie('told', note, TOLD_SECONDS, settings)
}

/**
 * The cookie that deletes `kind`. It repeats every attribute, because a browser keeps a `__Host-`
 * cookie whose deletion does not say `Secure`.
 */
export function deletedCookie(kind: CookieKind, settings: Pick<Settings, 'isHttps'>): Cookie {
  return cookie(kind, '', 0, settings)
}

function cookie(
  kind: CookieKind,
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
