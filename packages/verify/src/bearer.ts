/** What a service reads from a request, and how it answers a refusal. */
import type { AccessTokenClaims } from './claims.js'
import { PROOF_ALGORITHMS } from './dpop.js'
import { challengeOf } from './proof.js'
import { TokenRefused, VerifierUnavailable, type RefusalCode } from './errors.js'

/**
 * The token in an `Authorization` header; null if there is none.
 *
 * @see RFC 6750 §2.1, the only one of its three methods that a service should support
 */
export function bearerToken(authorization: string | null | undefined): string | null {
  return /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1] ?? null
}

/** The token in an `Authorization` header of the scheme DPoP (RFC 9449 §7.1); null if there is none. */
export function dpopToken(authorization: string | null | undefined): string | null {
  return /^DPoP +(\S+) *$/i.exec(authorization ?? '')?.[1] ?? null
}

/**
 * Checks that the token allows `permission`.
 *
 * @throws TokenRefused with `missing-permission`
 */
export function requirePermission(claims: AccessTokenClaims, permission: string): void {
  if (!claims.permissions.includes(permission)) {
    throw new TokenRefused('missing-permission', permission)
  }
}

/** An answer that fits any framework. */
export interface RefusalAnswer {
  readonly status: 401 | 403 | 503
  readonly headers: Readonly<Record<string, string>>
  /** JSON (RFC 9457). Its `code` is stable, and the same as in the API of Gatehouse. */
  readonly body: string
}

interface Problem {
  readonly status: RefusalAnswer['status']
  readonly code: string
  readonly title: string
  /** As in RFC 6750 §3.1, RFC 9470 §3 and RFC 9449 §7.1. */
  readonly error?:
    | 'invalid_token'
    | 'insufficient_scope'
    | 'insufficient_user_authentication'
    | 'invalid_dpop_proof'
}

const invalid = (title: string, code = 'invalid-token'): Problem => ({
  status: 401,
  code,
  title,
  error: 'invalid_token',
})
const NOT_OURS = invalid('The token is not one of ours.')

const PROBLEMS: Readonly<Record<RefusalCode, Problem>> = {
  missing: {
    status: 401,
    code: 'not-authenticated',
    title: 'Send an access token as a Bearer token.',
  },
  malformed: NOT_OURS,
  'unknown-key': invalid(
    'The key of the token is not in use: get a new token with the refresh token.',
    'token-expired',
  ),
  'invalid-signature': NOT_OURS,
  'wrong-issuer': NOT_OURS,
  'wrong-audience': invalid('The token is not for this service.'),
  expired: invalid(
    'The access token has expired: get a new one with the refresh token.',
    'token-expired',
  ),
  // Neither a refresh nor a log-in sets a clock: only waiting helps.
  'not-yet-valid': invalid(
    'The access token is not valid yet by the clock of this service: wait, and send it again.',
    'token-not-yet-valid',
  ),
  'no-status': invalid('The token does not tell whether its session has ended.'),
  revoked: invalid('The session has ended: log in again.', 'session-ended'),
  bound: invalid('The token is bound to a key: send it with a DPoP proof.'),
  'invalid-proof': {
    status: 401,
    code: 'invalid-token',
    title: 'The DPoP proof is not good for this request: make a new one.',
    error: 'invalid_dpop_proof',
  },
  'insufficient-authentication': {
    status: 401,
    code: 'confirm-first',
    title: 'The user has to confirm with the password first.',
    error: 'insufficient_user_authentication',
  },
  'missing-permission': {
    status: 403,
    code: 'not-allowed',
    title: 'You may not do this.',
    error: 'insufficient_scope',
  },
}

const UNAVAILABLE: Problem = {
  status: 503,
  code: 'unavailable',
  title: 'We cannot tell who you are just now. Nothing has changed; try again.',
}

/** When to try again, in seconds: in an outage, or when a token is not valid yet. */
const RETRY_AFTER = { 'Retry-After': '5' }

/**
 * What to answer to `error`: 401 or 403 with a challenge for `TokenRefused`, 503 for
 * `VerifierUnavailable`.
 *
 * @returns null for any other error, which is not about the token: rethrow it
 * @see RFC 6750 §3, RFC 9470 §3, RFC 9457
 */
export function answerTo(error: unknown): RefusalAnswer | null {
  if (error instanceof VerifierUnavailable) {
    return answer(UNAVAILABLE, RETRY_AFTER)
  }
  if (!(error instanceof TokenRefused)) return null
  const problem = PROBLEMS[error.code]
  return answer(problem, {
    'WWW-Authenticate': challenge(problem, error),
    ...(error.code === 'not-yet-valid' && RETRY_AFTER),
  })
}

function answer(
  { status, title, code, error }: Problem,
  headers: Readonly<Record<string, string>>,
): RefusalAnswer {
  return {
    status,
    headers: {
      'Content-Type': 'application/problem+json',
      'Cache-Control': 'no-store',
      ...headers,
    },
    body: JSON.stringify({ status, title, code, ...(error && { error }) }),
  }
}

/** A request without a token gets no error code (RFC 6750 §3.1). */
function challenge({ title, error }: Problem, { code, permission, demands }: TokenRefused): string {
  if (!error) return 'Bearer'
  const scope = permission && SCOPE.test(permission) ? `, scope="${permission}"` : ''
  const proof = demands ? challengeOf(demands) : ''
  if (code === 'bound' || code === 'invalid-proof') {
    const algs = PROOF_ALGORITHMS.join(' ')
    return `DPoP error="${error}", error_description="${title}", algs="${algs}"`
  }
  return `Bearer error="${error}", error_description="${title}"${scope}${proof}`
}

/** @see RFC 6749 §3.3 */
const SCOPE = /^[\x21\x23-\x5B\x5D-\x7E]+$/
