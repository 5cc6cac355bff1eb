/** Verifies access tokens of one Gatehouse for one service. */
import { decodeJwt, errors, jwtVerify } from 'jose'
import { ALL_ALGORITHMS, isAlgorithm, type VerifierAlgorithm } from './algorithms.js'
import { parseClaims, type AccessTokenClaims } from './claims.js'
import { bearerToken, dpopToken } from './bearer.js'
import { clockOf } from './clock.js'
import { readHeader } from './compact.js'
import { proofChecker, type CheckProof, type NoteProof, type ServiceRequest } from './dpop.js'
import { TokenRefused, type RefusalCode } from './errors.js'
import { remoteKeys, type FindKey, type VerifyingKey } from './keys.js'
import { checkDemands, requireProof, type ProofDemands } from './proof.js'
import { remoteStatuses, type FindStatus } from './status-lists.js'

export interface VerifierOptions extends ProofDemands {
  /** The origin of Gatehouse, its `APP_ORIGIN`, as in `https://accounts.example.com`. */
  readonly issuer: string
  /** The name of this service, one of Gatehouse's `API_AUDIENCES`. */
  readonly audience: string
  /** The algorithms that the issuer's keys may be for. Default: ES256, EdDSA and RS256. */
  readonly algorithms?: readonly VerifierAlgorithm[]
  /** How far the clocks of issuer and service may differ, in seconds. Default: 5. */
  readonly clockToleranceSeconds?: number
  /**
   * How long stale keys and status lists may be used while Gatehouse is unavailable, in seconds. An
   * ended session or a burned key may be accepted for as long. Default: 0, and the service answers
   * 503 instead.
   */
  readonly maxStaleSeconds?: number
  /**
   * False to accept tokens without a position in a status list. They stay valid until they expire,
   * even if their session has ended. Default: true.
   */
  readonly requireStatus?: boolean
  /** Notes proofs of bound tokens, for a service of several processes. Default: in this process. */
  readonly noteProof?: NoteProof
  /** How long Gatehouse may take to answer, in seconds. Default: 3. */
  readonly timeoutSeconds?: number
  /** Replaces the global `fetch`, for instance to reach Gatehouse by an internal URL. */
  readonly fetch?: typeof fetch
  /** The time, for tests. */
  readonly now?: () => Date
}

export interface Verifier {
  /**
   * The claims of `token`, a Bearer access token that is valid here now. One that is bound to a key is
   * refused as `bound`: `verifyRequest` accepts it with its proof. What is checked: its form, signature,
   * issuer, audience and times are right, and by a status list no older than its `ttl` (15 seconds)
   * its session has not ended.
   *
   * It does not ask Gatehouse about each token: it loads keys once a minute and each list in use
   * once a `ttl`, mostly ahead of time, so that requests do not wait.
   *
   * @param token as `bearerToken` returns it; null is refused as `missing`
   * @param demands for this request, in place of those of the options
   * @throws TokenRefused, VerifierUnavailable
   * @see RFC 9068 §4, RFC 8725 §3, draft-ietf-oauth-status-list-20 §8.3
   */
  verify(token: string | null, demands?: ProofDemands): Promise<AccessTokenClaims>
  /**
   * The same for the token of a request, which may also be bound to a key of its client (DPoP): then
   * the request must have the proof of that key, for this token, method and URL, made within a minute
   * and not used before.
   *
   * @throws TokenRefused, VerifierUnavailable
   * @see RFC 9449 §7.1
   */
  verifyRequest(request: ServiceRequest, demands?: ProofDemands): Promise<AccessTokenClaims>
}

/** Longer than any token of Gatehouse, and cheap to parse. */
const MAX_TOKEN_LENGTH = 4000
/** Keeps other kinds of JWT from passing for an access token (RFC 9068 §2.1). */
const TYPE = 'at+jwt'

/**
 * Creates a verifier of access tokens. Use one for the whole process, because it caches keys and
 * lists. It sends no request before the first token, sets no timers, and needs no closing.
 *
 * @throws TypeError for options that no Gatehouse could meet
 */
export function createVerifier(options: VerifierOptions): Verifier {
  checkOptions(options)
  const { issuer, algorithms = ALL_ALGORITHMS, clockToleranceSeconds = 5 } = options
  const { maxStaleSeconds = 0, timeoutSeconds = 3, now = () => new Date() } = options
  const shared = {
    issuer,
    clock: clockOf(now),
    maxStaleMs: maxStaleSeconds * 1000,
    asking: {
      // Looked up at each call, so that a later replacement of the global one counts.
      fetch: options.fetch ?? ((...call) => fetch(...call)),
      timeoutMs: timeoutSeconds * 1000,
    },
  }
  const findKey = remoteKeys({ ...shared, algorithms })
  const toleranceSeconds = clockToleranceSeconds
  const findStatus = remoteStatuses({ ...shared, findKey, toleranceSeconds })
  const rules = { ...options, now, toleranceSeconds }

  const checkProof = proofChecker({ now, toleranceSeconds, noteProof: options.noteProof })

  /** @param request of a bound token; null for a Bearer token */
  async function judge(
    token: string | null,
    request: ServiceRequest | null,
    { maxAge = options.maxAge, acr = options.acr }: ProofDemands = {},
  ): Promise<AccessTokenClaims> {
    checkDemands({ maxAge, acr })
    if (token === null) throw new TokenRefused('missing')
    const claims = await verifiedClaims(token, await keyOf(token, issuer, findKey), rules)
    await requireHolder(claims.cnf, token, request, checkProof)
    await requireActiveSession(claims, findStatus, options.requireStatus ?? true)
    const seconds = Math.floor(now().getTime() / 1000)
    requireProof(claims, { maxAge, acr }, { seconds, toleranceSeconds })
    return claims
  }

  return {
    verify: (token, demands) => judge(token, null, demands),
    verifyRequest(request, demands) {
      const bound = dpopToken(request.authorization)
      const token = bound ?? bearerToken(request.authorization)
      return judge(token, bound === null ? null : request, demands)
    },
  }
}

/** A bound token comes with the proof of its key, and no other token comes with one. */
async function requireHolder(
  cnf: AccessTokenClaims['cnf'],
  token: string,
  request: ServiceRequest | null,
  checkProof: CheckProof,
): Promise<void> {
  if (!request) {
    if (cnf) throw new TokenRefused('bound')
    return
  }
  if (!cnf) throw new TokenRefused('invalid-proof')
  await checkProof({ token, jkt: cnf.jkt }, request)
}

async function keyOf(token: string, issuer: string, findKey: FindKey): Promise<VerifyingKey> {
  const header = readHeader(token, MAX_TOKEN_LENGTH)
  if (!header || header.typ !== TYPE) throw new TokenRefused('malformed')
  // As `unknown-key`, it would make the client refresh again and again, in vain.
  if (isFromAnotherIssuer(token, issuer)) throw new TokenRefused('wrong-issuer')
  const key = await findKey(header.kid)
  if (!key) throw new TokenRefused('unknown-key')
  return key
}

/** By the token's unverified issuer, which is enough to refuse it. */
function isFromAnotherIssuer(token: string, issuer: string): boolean {
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
  const checks = { algorithms, typ: TYPE, issuer, audience, currentDate, clockTolerance }
  const { payload } = await jwtVerify(token, key, checks).catch((error: unknown) => {
    throw refusalFor(error)
  })
  const claims = parseClaims(payload)
  if (!claims) throw new TokenRefused('malformed')
  if (claims.iat > currentDate.getTime() / 1000 + clockTolerance) {
    throw new TokenRefused('not-yet-valid')
  }
  return claims
}

async function requireActiveSession(
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

/** Never has the library's error as its cause, because that contains all claims. */
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

function checkOptions(options: VerifierOptions): void {
  checkDemands(options)
  const { issuer, audience, algorithms = ALL_ALGORITHMS } = options
  const url = URL.canParse(issuer) ? new URL(issuer) : null
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url))
  if (url?.origin !== issuer || !isSafe) {
    throw new TypeError('issuer must be an https origin without a slash at its end')
  }
  // Those are the issuer's own audiences, which appear in tokens for any service.
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
