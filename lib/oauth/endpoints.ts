/** Where the protocol is served, under the paths of discovery. */
import { APP_LOG_OUT, AUTHORIZE, WELL_KNOWN } from '@/lib/base/routes'

export const OPENID_CONFIGURATION = `${WELL_KNOWN}/openid-configuration`
const OAUTH_METADATA = `${WELL_KNOWN}/oauth-authorization-server`

/** Endpoints that programs call with their own credentials: they read no cookie. */
export const PROGRAM_ENDPOINTS = {
  token: '/oauth/token',
  userinfo: '/oauth/userinfo',
  introspection: '/oauth/introspect',
  revocation: '/oauth/revoke',
  pushedAuthorizationRequest: '/oauth/par',
  deviceAuthorization: '/oauth/device',
} as const

const PROGRAM_PATHS: ReadonlySet<string> = new Set(Object.values(PROGRAM_ENDPOINTS))

/** A waiting request, by its id. */
const WAITING = new RegExp(`^${AUTHORIZE}/[\\w-]{1,60}$`)

export function isDiscovery(pathname: string): boolean {
  return pathname === OPENID_CONFIGURATION || pathname === OAUTH_METADATA
}

/** True where only programs call, from any site and without cookies. */
export function isProgramEndpoint(pathname: string): boolean {
  return PROGRAM_PATHS.has(pathname)
}

/** True where a browser is sent, whose session decides. */
export function isBrowserEndpoint(pathname: string): boolean {
  return pathname === AUTHORIZE || pathname === APP_LOG_OUT || WAITING.test(pathname)
}
