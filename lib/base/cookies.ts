/** Name and attributes of every cookie. */
import type { Settings } from './env'
import { FLASH_SECONDS } from './flash'
import { DAY } from './time'
import { claimedIssuer } from '@/lib/tokens/compact'

export type SessionCookieKind = 'access' | 'refresh'
/**
 * `flash` holds a message that the next page shows once, and nothing of a session. `device` holds
 * the secret by which a log-in recognises the browser; it outlives sessions and opens nothing.
 * `pending` holds the token of a log-in that still needs a second factor.
 */
export type CookieKind = SessionCookieKind | 'flash' | 'device' | 'pending'

/** Browsers keep no cookie longer (RFC 6265bis §5.5). Each log-in starts it anew. */
export const DEVICE_SECONDS = 400 * DAY

export interface Cookie {
  name: string
  value: string
  httpOnly: true
  secure: boolean
  sameSite: 'lax' | 'strict'
  path: '/'
  /** Seconds; without it the browser deletes the cookie when it closes. */
  maxAge?: number
}

const SAME_SITE = {
  access: 'lax',
  refresh: 'strict',
  flash: 'strict',
  device: 'lax',
  pending: 'lax',
} as const

type CookieSettings = Pick<Settings, 'isHttps' | 'appUrl'>

/** The cookies that a browser sent, in the form of Next.js. */
export interface Jar {
  get(name: string): { value: string } | undefined
}

/**
 * The cookie's name. On https the `__Host-` prefix binds it to this host (RFC 6265bis §4.1.3.2);
 * browsers reject the prefix on plain http, which is for loopback addresses only.
 */
export function cookieName(kind: CookieKind, { isHttps }: Pick<Settings, 'isHttps'>): string {
  return isHttps ? `__Host-gh_${kind}` : `gh_${kind}`
}

/** The value of this cookie, or null. */
export function readCookie(kind: CookieKind, jar: Jar, settings: CookieSettings): string | null {
  return jar.get(nameIn(jar, kind, settings))?.value || null
}

/** The session tokens that a browser sent. */
export function presentedTokens(
  jar: Jar,
  settings: CookieSettings,
): Record<SessionCookieKind, string | null> {
  return {
    access: readCookie('access', jar, settings),
    refresh: readCookie('refresh', jar, settings),
  }
}

export function sessionCookie(
  kind: SessionCookieKind,
  token: { value: string; maxAge: number | null },
  jar: Jar,
  settings: CookieSettings,
): Cookie {
  return cookie(kind, token, nameIn(jar, kind, settings), settings)
}

/** The cookie that makes the next page show `flash`. @see flashValue */
export function flashCookie(flash: string, settings: CookieSettings): Cookie {
  const token = { value: flash, maxAge: FLASH_SECONDS }
  return cookie('flash', token, cookieName('flash', settings), settings)
}

/** The cookie by which log-ins recognise this browser. Installations on one host share it. */
export function deviceCookie(secret: string, jar: Jar, settings: CookieSettings): Cookie {
  const token = { value: secret, maxAge: DEVICE_SECONDS }
  return cookie('device', token, nameIn(jar, 'device', settings), settings)
}

/** The cookie of a log-in that goes on with a code. @param maxAge in seconds */
export function pendingCookie(
  token: string,
  maxAge: number,
  jar: Jar,
  settings: CookieSettings,
): Cookie {
  return cookie('pending', { value: token, maxAge }, nameIn(jar, 'pending', settings), settings)
}

/**
 * The cookie that deletes `kind`. It repeats every attribute, because browsers keep a `__Host-`
 * cookie if its deletion lacks `Secure`.
 */
export function deletedCookie(kind: CookieKind, jar: Jar, settings: CookieSettings): Cookie {
  return cookie(kind, { value: '', maxAge: 0 }, nameIn(jar, kind, settings), settings)
}

/**
 * The name of our cookie in this browser. Browsers send a host's cookies to all its ports: if
 * another installation on this host uses the name, ours carries the port, until it is deleted.
 *
 * @see docs/decisions/0016-neighbours-on-one-host.md
 */
function nameIn(jar: Jar, kind: CookieKind, settings: CookieSettings): string {
  const name = cookieName(kind, settings)
  const { port } = settings.appUrl
  const withPort = `${name}_${port || (settings.isHttps ? '443' : '80')}`
  const isTaken = isOfNeighbour(jar.get(name)?.value ?? '', settings)
  return isTaken || jar.get(withPort)?.value ? withPort : name
}

function isOfNeighbour(value: string, { appUrl }: CookieSettings): boolean {
  const issuer = claimedIssuer(value)
  if (issuer === null || issuer === appUrl.origin || !URL.canParse(issuer)) return false
  return new URL(issuer).hostname === appUrl.hostname
}

function cookie(
  kind: CookieKind,
  { value, maxAge }: { value: string; maxAge: number | null },
  name: string,
  settings: CookieSettings,
): Cookie {
  return {
    name,
    value,
    httpOnly: true,
    secure: settings.isHttps,
    sameSite: SAME_SITE[kind],
    path: '/',
    ...(maxAge === null ? {} : { maxAge }),
  }
}
