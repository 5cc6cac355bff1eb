/** Verifies access tokens of one Gatehouse for one service, by itself. */
import { decodeJwt, errors, jwtVerify } from 'jose'
import { ALL_ALGORITHMS, isAlgorithm, type VerifierAlgorithm } from './algorithms.js'
import { parseClaims, type AccessTokenClaims } from './claims.js'
import { clockOf } from './clock.js'
import { readHeader } from './compact.js'
import { TokenRefused, type RefusalCode } from './errors.js'
import { remoteKeys, type FindKey, type VerifyingKey } from './keys.js'
import { remoteStatuses, type FindStatus } from './status-lists.js'

export interface VerifierOptions {
  /** The origin of Gatehouse, its `APP_ORIGIN`, as in `https://accounts.example.com`. */
  readonly issuer: string
  /** The name of this service, one of Gatehouse's `API_AUDIENCES`. */
  readonly audience: string
  /** The algorithms that keys of the issuer may be for; ES256, EdDSA and RS256 where not said. */
  readonly algorithms?: readonly VerifierAlgorithm[]
  /** How far the clocks of issuer and service may be apart, in seconds; 5 where not said. */
  readonly clockToleranceSeconds?: number
  /**
   * How long keys and status lists may be used beyond their time while Gatehouse cannot be asked, in
   * seconds. For as long an ended session or a burned key may go on here; without it, 0, the
   * service answers 503 instead.
   */
  readonly maxStaleSeconds?: number
  /**
   * False to accept tokens that name no place in a status list. They stay good until they expire,
   * whatever has become of their session. True where not said.
   */
  readonly requireStatus?: boolean
  /** How long Gatehouse may take to answer, in seconds; 3 where not said. */
  readonly timeoutSeconds?: number
  /** Asks Gatehouse in place of the global `fetch`, for instance by an address of your network. */
  readonly fetch?: typeof fetch
  /** The time, for tests. */
  readonly now?: () => Date
}

export interface Verifier {
  /**
   * The claims of `token`, a Bearer access token that is good here and now: its spelling, signature,
   * issuer, audience and times are right, and by a status list no older than its `ttl` (15 seconds)
   * its session has not ended.
   *
   * Gatehouse is not asked for each token: once a minute for keys, once a `ttl` for each list in use,
   * and mostly ahead of time, so that nobody waits.
   *
   * @param token as `bearerToken` finds it; null is refused as `missing`
   * @throws TokenRefused, VerifierUnavailable
   * @see RFC 9068 §4, RFC 8725 §3, draft-ietf-oauth-status-list-20 §8.3
   */
  verify(token: string | null): Promise<AccessTokenClaims>
}

/** Longer than any token of Gatehouse, short enough to parse without a thought. */
const MAX_TOKEN_LENGTH = 4000
/** Keeps an access token from passing for any other kind of JWT (RFC 9068 §2.1). */
const TYPE = 'at+jwt'

/**
 * Makes what verifies access tokens in a service: one for the whole process, since it keeps keys and
 * lists. It asks for nothing before the first token comes, sets no timers, and needs no closing.
 *
 * @throws TypeError for options that no Gatehouse could meet
 */
export function createVerifier(options: VerifierOptions): Verifier {
  requireSound(options)
  const { issuer, algorithms = ALL_ALGORITHMS, clockToleranceSeconds = 5 } = options
  const { maxStaleSeconds = 0, timeoutSeconds = 3, now = () => new Date() } = options
  const shared = {
    issuer,
    clock: clockOf(now),
    maxStaleMs: maxStaleSeconds * 1000,
    asking: {
      // Looked up at each call, so that whatever replaces the global one later is heeded.
      fetch: options.fetch ?? ((...call) => fetch(...call)),
      timeoutMs: timeoutSeconds * 1000,
    },
  }
  const findKey = remoteKeys({ ...shared, algorithms })
  const toleranceSeconds = clockToleranceSeconds
  const findStatus = remoteStatuses({ ...shared, findKey, toleranceSeconds })
  const rules = { ...options, now, toleranceSeconds }

  return {
    async verify(token) {
      if (token === null) throw new TokenRefused('missing')
      const claims = await verifiedClaims(token, await keyOf(token, issuer, findKey), rules)
      await requireLiving(claims, findStatus, options.requireStatus ?? true)
      return claims
    },
  }
}

async function keyOf(token: string, issuer: string, findKey: FindKey): Promise<VerifyingKey> {
  const header = readHeader(token, MAX_TOKEN_LENGTH)
  if (!header || header.typ !== TYPE) throw new TokenRefused('malformed')
  // Its key would be unknown here after every refresh, so that no client would ever cease to.
  if (isOfAnother(token, issuer)) throw new TokenRefused('wrong-issuer')
  const key = await findKey(header.kid)
  if (!key) throw new TokenRefused('unknown-key')
  return key
}

/** By what the token says of itself, which is enough to refuse it. */
function isOfAnother(token: string, issuer: string): boolean {
  try {
    const { iss } = decodeJwt(token)
    return typeof iss === 'string' && iss !== issuer
  } catch {
    return false
  }
}

interface Rules {
  readonly issuer: string
  readonly audience: string
  readonly now: () => Date
  readonly toleranceSeconds: number
}

async function verifiedClaims(
  token: string,
  { key, algorithm }: VerifyingKey,
  { issuer, audience, now, toleranceSeconds }: Rules,
): Promise<AccessTokenClaims> {
  const currentDate = now()
  const clockTolerance = toleranceSeconds
  const algorithms = [algorithm]
  const must = { algorithms, typ: TYPE, issuer, audience, currentDate, clockTolerance }
  const { payload } = await jwtVerify(token, key, must).catch((error: unknown) => {
    throw refusalFor(error)
  })
  const claims = parseClaims(payload)
  if (!claims) throw new TokenRefused('malformed')
  if (claims.iat > currentDate.getTime() / 1000 + clockTolerance) {
    throw new TokenRefused('not-yet-valid')
  }
  return claims
}

async function requireLiving(
  { status }: AccessTokenClaims,
  findStatus: FindStatus,
  requireStatus: boolean,
): Promise<void> {
  if (!status) {
    if (requireStatus) throw new TokenRefused('no-status')
    return
  }
  const found = await findStatus(status.status_list)
  if (found !== 'valid') throw new TokenRefused(found === 'ended' ? 'revoked' : 'no-status')
}

/** Never with the library's error as its cause, which carries all the claims along. */
function refusalFor(error: unknown): unknown {
  if (error instanceof errors.JWTExpired) return new TokenRefused('expired')
  if (error instanceof errors.JWSSignatureVerificationFailed) {
    return new TokenRefused('invalid-signature')
  }
  if (error instanceof errors.JWTClaimValidationFailed && error.reason === 'check_failed') {
    return new TokenRefused(CLAIM_REFUSALS[error.claim] ?? 'malformed')
  }
  return error instanceof errors.JOSEError ? new TokenRefused('malformed') : error
}

const CLAIM_REFUSALS: Readonly<Record<string, RefusalCode>> = {
  iss: 'wrong-issuer',
  aud: 'wrong-audience',
  nbf: 'not-yet-valid',
}

function requireSound(options: VerifierOptions): void {
  const { issuer, audience, algorithms = ALL_ALGORITHMS } = options
  const url = URL.canParse(issuer) ? new URL(issuer) : null
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url))
  if (url?.origin !== issuer || !isSafe) {
    throw new TypeError('issuer must be an https origin without a slash at its end')
  }
  // Those are names of the issuer's own doors, which stand in tokens for any service.
  if (!audience || audience === issuer || audience.startsWith(`${issuer}/`))
    throw new TypeError('audience must name this service')
  if (algorithms.length === 0 || !algorithms.every(isAlgorithm)) {
    throw new TypeError(`algorithms must be of ${ALL_ALGORITHMS.join(', ')}`)
  }
  const { clockToleranceSeconds = 5, maxStaleSeconds = 0, timeoutSeconds = 3 } = options
  const lengths = [clockToleranceSeconds, maxStaleSeconds, timeoutSeconds]
  if (!lengths.every((seconds) => seconds >= 0 && Number.isFinite(seconds))) {
    throw new TypeError('Lengths of time are seconds, from 0 on')
  }
}

/** @see RFC 6761 §6.3 */
function isLoopback({ hostname }: URL): boolean {
  return /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
}
