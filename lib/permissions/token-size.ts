/** Whether the access token of somebody with these roles fits where it must. */
import { env } from '@/lib/base/env'
import { listUri } from '@/lib/status-lists/places'
import { ALGORITHMS } from '@/lib/tokens/algorithms'
import { MAX_TOKEN_LENGTH } from '@/lib/tokens/compact'
import { ALL_PERMISSIONS } from './permissions'

/** What browsers keep of one cookie, in bytes (RFC 6265 §6.1). */
const MAX_COOKIE_BYTES = 4096
/** Its name and attributes, the longest of each. */
const AROUND_IT =
  '__Host-gh_access_65535=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=315360000; ' +
  'Secure; HttpOnly; SameSite=lax'
/** An id with its prefix, and a hash as a `kid` or `jti`. */
const LONGEST_ID = 'x'.repeat(43)
const LONGEST_NUMBER = 9_999_999_999

/**
 * True when the token would be read and the cookie kept.
 *
 * Each role counts as if it allowed everything, and the signature as the longest: so no later
 * change of a role, and no other algorithm, makes a token too long that somebody holds already.
 */
export function fitsToken(roles: readonly string[]): boolean {
  const length = longestToken(roles)
  return length <= MAX_TOKEN_LENGTH && length + AROUND_IT.length <= MAX_COOKIE_BYTES
}

function longestToken(roles: readonly string[]): number {
  const header = { alg: 'ES256', typ: 'at+jwt', kid: LONGEST_ID }
  const { appOrigin, apiAudiences } = env()
  const times = ['iat', 'nbf', 'exp', 'auth_time', 'ver', 'gen']
  const claims = {
    iss: appOrigin,
    aud: [`${appOrigin}/api`, ...apiAudiences],
    sub: LONGEST_ID,
    sid: LONGEST_ID,
    jti: LONGEST_ID,
    client_id: 'device',
    ...Object.fromEntries(times.map((name) => [name, LONGEST_NUMBER])),
    roles,
    permissions: ALL_PERMISSIONS,
    status: { status_list: { idx: LONGEST_NUMBER, uri: listUri(LONGEST_NUMBER, appOrigin) } },
  }
  const signature = Math.max(...Object.values(ALGORITHMS).map((facts) => facts.signatureBytes))
  const parts = [jsonBytes(header), jsonBytes(claims), signature]
  return parts.map((bytes) => Math.ceil((bytes * 4) / 3)).reduce((sum, part) => sum + part + 1, -1)
}

function jsonBytes(value: unknown): number {
  return new TextEncoder().encode(JSON.stringify(value)).length
}
