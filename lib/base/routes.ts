/** Which paths need no session, and where a visitor may be sent. */
import { isRead } from './methods'

export const HOME = '/'
export const LOG_IN = '/login'
/** Where a log-in goes on with a code of the second factor. */
export const LOG_IN_CODE = '/login/code'
/** Where a log-in goes on with the set-up of a second factor. */
export const LOG_IN_SET_UP = '/login/set-up'
export const SIGN_UP = '/signup'
export const SETUP = '/setup'
export const FORGOT_PASSWORD = '/forgot-password'
export const RESET_PASSWORD = '/reset-password'
export const VERIFY_EMAIL = '/verify-email'
/** Where a link makes the browser a known one of its user. */
export const LET_IN = '/let-in'
/** Where the owner of an account says that a notice tells of an intruder. */
export const NOT_ME = '/not-me'
/** Mails of a developer's machine. */
export const DEV_MAIL = '/dev/mail'
export const REFRESH = '/session/refresh'
export const END = '/session/end'
export const EVENTS = '/session/events'
/** Asks a signed-in user for the password again. */
export const CONFIRM = '/confirm'
export const UNAVAILABLE = '/unavailable'
export const DASHBOARD = '/dashboard'
export const SESSIONS = '/dashboard/sessions'
export const SECURITY = '/dashboard/security'
export const AUTHENTICATOR = '/dashboard/security/authenticator'
export const PASSKEYS = '/dashboard/security/passkeys'
export const RECOVERY_CODES = '/dashboard/security/recovery-codes'
export const PROFILE = '/dashboard/profile'
/** The applications that may use the account. */
export const APPS = '/dashboard/apps'
/** Where the link to a new email address leads, in a session. */
export const CONFIRM_ADDRESS = '/dashboard/profile/address'
export const ACTIVITY = '/dashboard/activity'
export const PROFILE_DOWNLOAD = '/dashboard/profile/download'
export const ADMIN = '/admin'
export const ADMIN_USERS = '/admin/users'
export const ADMIN_ROLES = '/admin/roles'
export const ADMIN_INCIDENTS = '/admin/incidents'
export const ADMIN_AUDIT = '/admin/audit'
export const ADMIN_MAIL = '/admin/mail'
export const ADMIN_KEYS = '/admin/keys'
export const ADMIN_APPS = '/admin/applications'
/** Where applications send users to log in (RFC 6749 §3.1), and where a waiting request goes on. */
export const AUTHORIZE = '/oauth/authorize'
/** Where an application asks to be logged out (OpenID Connect RP-Initiated Logout). */
export const APP_LOG_OUT = '/oauth/logout'
/** The page that asks whether an application may know the user. */
export const CONSENT = '/oauth/consent'
/** The page that asks which sessions a request to log out means. */
export const LOG_OUT_QUESTION = '/oauth/log-out'
/** Where a user types the code that a device shows (RFC 8628 §3.3). Short, since it is typed too. */
export const DEVICE = '/device'
/** The page that asks whether that device may use the account. */
export const DEVICE_QUESTION = '/device/allow'
/** The page that says how it was answered. */
export const DEVICE_DONE = '/device/done'
/** The page that says why a request of an application cannot be answered. */
export const OAUTH_PROBLEM = '/oauth/problem'
export const WELL_KNOWN = '/.well-known'
export const SECURITY_TXT = `${WELL_KNOWN}/security.txt`
export const JWKS = `${WELL_KNOWN}/jwks.json`
export const API = '/api/v1'
export const STATUS_LISTS = `${API}/status-lists`
export const OPENAPI = `${API}/openapi.json`
export const API_REFERENCE = '/docs/api'
export const HEALTH = '/api/health'
export const METRICS = '/api/metrics'
/** The logo and the colours, under names that hold a hash of their content. */
export const BRAND_FILES = '/brand'
/** Stores the choice of language or colours. */
export const PREFERENCES = '/preferences'
export const FAVICON = '/favicon.ico'

/** Every other path needs a session, so a new page is closed by default. */
const PUBLIC_PATHS: ReadonlySet<string> = new Set([
  HOME,
  LOG_IN,
  LOG_IN_CODE,
  LOG_IN_SET_UP,
  SIGN_UP,
  SETUP,
  FORGOT_PASSWORD,
  RESET_PASSWORD,
  VERIFY_EMAIL,
  LET_IN,
  NOT_ME,
  DEV_MAIL,
  REFRESH,
  END,
  EVENTS,
  UNAVAILABLE,
  OAUTH_PROBLEM,
  PREFERENCES,
  HEALTH,
  `${HEALTH}/live`,
  `${HEALTH}/ready`,
  METRICS,
  API,
  API_REFERENCE,
  FAVICON,
  '/manifest.webmanifest',
  '/robots.txt',
])

/** Where Next.js puts scripts, styles and fonts. */
export const BUILD_FILES = '/_next/static/'

/**
 * Files of the build and the brand, well-known URLs (RFC 8615), and the API, where each operation
 * checks its own token and reads no cookie.
 */
const PUBLIC_FOLDERS = [`${DEV_MAIL}/`, BUILD_FILES, `${BRAND_FILES}/`, `${WELL_KNOWN}/`, `${API}/`]

/** True if the path needs no session. */
export function isPublicPath(pathname: string): boolean {
  return PUBLIC_PATHS.has(pathname) || PUBLIC_FOLDERS.some((f) => pathname.startsWith(f))
}

/** True where only a logo or a style sheet is served; a longer path is a missing page. */
export function isBrandFile(pathname: string): boolean {
  return pathname.startsWith(`${BRAND_FILES}/`) && !pathname.includes('/', BRAND_FILES.length + 1)
}

/** True where the HTML of a mail is served on a developer's machine. */
export function isMailFile(pathname: string): boolean {
  return pathname.startsWith(`${DEV_MAIL}/`)
}

/** True for the API, whose clients send no cookies and come from none of our pages. */
export function isApiPath(pathname: string): boolean {
  return pathname === API || pathname.startsWith(`${API}/`)
}

/**
 * Paths that programs request from each instance by its own host name, for example in a cluster.
 * Never add one that reads a cookie or redirects.
 */
const ANY_HOST_PATHS: ReadonlySet<string> = new Set([
  HEALTH,
  `${HEALTH}/live`,
  `${HEALTH}/ready`,
  METRICS,
  JWKS,
  OPENAPI,
])
const STATUS_LIST = new RegExp(`^${STATUS_LISTS}/\\d+$`)

/** True if any host name gets an answer: the request only reads, and all clients get the same. */
export function answersAnyHost(method: string | undefined, url: string): boolean {
  const [pathname = ''] = url.split('?', 1)
  return isRead(method) && (ANY_HOST_PATHS.has(pathname) || STATUS_LIST.test(pathname))
}

/** Resolves relative URLs, and is no real origin. */
const BASE_ORIGIN = 'http://gatehouse.invalid'
const MAX_NEXT_LENGTH = 2000

/**
 * The path and query of `next` if it stays inside this app, otherwise `/dashboard`.
 *
 * Resolves `next` as a browser does and rebuilds it, because a check of its first characters would
 * miss what browsers read as another origin (`/\evil.example`, a tab within `//`).
 */
export function safeNext(next: unknown): string {
  if (typeof next !== 'string' || !next.startsWith('/') || next.length > MAX_NEXT_LENGTH) {
    return DASHBOARD
  }
  const url = URL.canParse(next, BASE_ORIGIN) ? new URL(next, BASE_ORIGIN) : null
  if (!url || url.origin !== BASE_ORIGIN || url.pathname.startsWith('//')) return DASHBOARD
  if (NEVER_NEXT.has(url.pathname.replace(/\/+$/, ''))) return DASHBOARD
  if (url.searchParams.has('_rsc')) url.searchParams.delete('_rsc')
  const path = url.pathname + url.search
  return path.length > MAX_NEXT_LENGTH ? DASHBOARD : path
}

/** Pages that redirect, so that a return to them would loop, and paths that are not pages. */
const NEVER_NEXT: ReadonlySet<string> = new Set([
  ...[LOG_IN, LOG_IN_CODE, LOG_IN_SET_UP, SIGN_UP, REFRESH, UNAVAILABLE],
  ...[SETUP, FORGOT_PASSWORD, RESET_PASSWORD, VERIFY_EMAIL, LET_IN, NOT_ME],
  ...[END, EVENTS, PREFERENCES],
])

/**
 * Where a browser without a session goes that wanted `next`: to the log-in page, or back to the
 * request of an application, which may want to hear that there is no session.
 */
export function withoutSession(next: string): string {
  return next.startsWith(`${AUTHORIZE}?`) ? next : withNext(LOG_IN, next)
}

/** `path` with `next` as its query. */
export function withNext(path: string, next: string): string {
  return `${path}?next=${encodeURIComponent(next)}`
}

/** What the query of the log-in page says. */
export interface LogInQuery {
  /** Where to go after logging in. */
  readonly next: string
  /** Whether the page tells a visitor whose browser sent no cookies back. */
  readonly checksCookies: boolean
}

/** The log-in page with its query. @see readLogInQuery */
export function logInPath({ next, checksCookies }: LogInQuery): string {
  const check = checksCookies ? 'check=cookies&' : ''
  return `${LOG_IN}?${check}next=${encodeURIComponent(next)}`
}

/** The reverse of `logInPath`, for a query that any visitor may have written. */
export function readLogInQuery(query: { next?: unknown; check?: unknown }): LogInQuery {
  return { next: safeNext(query.next), checksCookies: query.check === 'cookies' }
}
