/** Checks that an access token stays small enough for a cookie when a user gets more roles. */
import { sessionCookie } from '@/lib/base/cookies'
import { env } from '@/lib/base/env'
import { DAY } from '@/lib/base/time'
import { listUri } from '@/lib/status-lists/positions'
import { ALGORITHMS } from '@/lib/tokens/algorithms'
import type { Method } from '@/lib/tokens/acr'
import type { AccessClaims } from '@/lib/tokens/claims'
import { MAX_TOKEN_LENGTH } from '@/lib/tokens/compact'
import { ALL_PERMISSIONS } from './permissions'

/** The cookie size that browsers must support, in bytes (RFC 6265 §6.1). */
const MAX_COOKIE_BYTES = 4096
/** The longest name and attributes of the cookie. */
const EXPIRES = '; Expires=Thu, 01 Jan 1970 00:00:00 GMT'
const LONGEST_PORT = '65535'
const LONGEST_AGE = 10 * 365 * DAY
/** As long as any id with its prefix, `kid` or `jti`. */
const LONGEST_ID = 'x'.repeat(43)
const LONGEST_NUMBER = 9_999_999_999

/**
 * True when this app accepts a token with these roles, and browsers store its cookie.
 *
 * Assumes every permission and the longest signature, so that changing a role or the algorithm
 * later cannot make a token too long.
 */
export function fitsToken(roles: readonly string[]): boolean {
  const length = longestToken(roles)
  return length <= MAX_TOKEN_LENGTH && length + aroundToken() <= MAX_COOKIE_BYTES
}

/** The bytes of the cookie besides the token. */
function aroundToken(): number {
  const token = { value: '', maxAge: LONGEST_AGE }
  const { name, value, ...attributes } = sessionCookie('access', token, new Map(), {
    isHttps: true,
    appUrl: new URL('https://gatehouse.invalid'),
  })
  const written = Object.entries(attributes).map(([key, of]) => `; ${key}=${of}`)
  return [name, '_', LONGEST_PORT, '=', value, ...written, EXPIRES].join('').length
}

function longestToken(roles: readonly string[]): number {
  const header = { alg: 'ES256', typ: 'at+jwt', kid: LONGEST_ID }
  const { appOrigin, apiAudiences } = env()
  // A new claim does not compile until it is counted here.
  const claims: Required<AccessClaims> = {
    iss: appOrigin,
    aud: [`${appOrigin}/api`, ...apiAudiences],
    sub: `usr_${LONGEST_ID.slice(4)}`,
    sid: `ses_${LONGEST_ID.slice(4)}`,
    jti: `tok_${LONGEST_ID.slice(4)}`,
    client_id: 'device',
    iat: LONGEST_NUMBER,
    nbf: LONGEST_NUMBER,
    exp: LONGEST_NUMBER,
    auth_time: LONGEST_NUMBER,
    amr: ['pwd', 'otp', 'hwk', 'swk', 'user', 'mfa', 'fed'] satisfies Method[],
    acr: 'urn:gatehouse:2',
    ver: LONGEST_NUMBER,
    gen: LONGEST_NUMBER,
    roles: [...roles],
    permissions: [...ALL_PERMISSIONS],
    status: { status_list: { idx: LONGEST_NUMBER, uri: listUri(LONGEST_NUMBER, appOrigin) } },
  }
  const signature = Math.max(...Object.values(ALGORITHMS).map((facts) => facts.signatureBytes))
  const parts = [jsonBytes(header), jsonBytes(claims), signature]
  return parts.map((bytes) => Math.ceil((bytes * 4) / 3)).reduce((sum, part) => sum + part + 1, -1)
}

function jsonBytes(value: unknown): number {
  return new TextEncoder().encode(JSON.stringify(value)).length
}
