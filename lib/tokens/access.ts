/** Signs and verifies access tokens. Pure: the clock, keys and rules are arguments. */
import { errors, jwtVerify, SignJWT, type CryptoKey } from 'jose'
import type { Settings, TokenAlgorithm } from '@/lib/base/env'
import { toNumericDate } from '@/lib/base/time'
import { accessClaims, type AccessClaims, type ClientId } from './claims'
import { readHeader } from './compact'

/** Prevents confusion of access tokens with other JWTs (RFC 9068 §2.1, RFC 8725 §3.11). */
const TYPE = 'at+jwt'

/** A key with its only allowed algorithm (RFC 8725 §3.1). */
export interface TokenKey {
  readonly id: string
  readonly algorithm: TokenAlgorithm
  readonly key: CryptoKey | Uint8Array
}

/** Finds the key with this id; null when it is unknown. */
export type FindKey = (id: string) => Promise<TokenKey | null>

export interface AccessRules {
  readonly issuer: string
  /** The token's `aud` must contain it. */
  readonly audience: string
  readonly clientId: ClientId
  /** The longest allowed lifetime of a token, in seconds. */
  readonly lifetimeSeconds: number
  readonly toleranceSeconds: number
}

export type AccessVerification =
  | { ok: true; claims: AccessClaims; keyId: string }
  | { ok: false; reason: 'expired' | 'invalid' | 'unknown-key' }

/** The rules for tokens in cookies (`web`) or Bearer headers (`device`). */
export function accessRules(settings: Settings, clientId: ClientId): AccessRules {
  return {
    issuer: settings.appOrigin,
    audience: clientId === 'web' ? settings.appOrigin : `${settings.appOrigin}/api`,
    clientId,
    lifetimeSeconds: settings.accessTokenTtl,
    toleranceSeconds: settings.clockTolerance,
  }
}

export async function signAccessToken(claims: AccessClaims, key: TokenKey): Promise<string> {
  return new SignJWT({ ...claims })
    .setProtectedHeader({ alg: key.algorithm, typ: TYPE, kid: key.id })
    .sign(key.key)
}

/**
 * Checks encoding, signature and all claims. Does not check revocation, which needs the database.
 *
 * @returns `expired` also for a token from the future, for example after the clock was set back,
 *   and for a lifetime longer than the settings allow; `unknown-key` when its key cannot be found,
 *   so that the token cannot be judged; `invalid` for anything else.
 * @see RFC 8725 §3
 */
export async function verifyAccessToken(
  token: string,
  findKey: FindKey,
  rules: AccessRules,
  now: Date,
): Promise<AccessVerification> {
  const header = readHeader(token)
  if (!header || header.typ !== TYPE) return { ok: false, reason: 'invalid' }
  const key = await findKey(header.kid)
  if (!key) return { ok: false, reason: 'unknown-key' }
  if (header.alg !== key.algorithm) return { ok: false, reason: 'invalid' }

  try {
    const { payload } = await jwtVerify(token, key.key, {
      algorithms: [key.algorithm],
      typ: TYPE,
      issuer: rules.issuer,
      audience: rules.audience,
      currentDate: now,
      clockTolerance: rules.toleranceSeconds,
    })
    const claims = accessClaims.safeParse(payload)
    if (!claims.success || claims.data.client_id !== rules.clientId) {
      return { ok: false, reason: 'invalid' }
    }
    return checkTimes(claims.data, key.id, rules, now)
  } catch (error) {
    if (error instanceof errors.JWTExpired || isFromTheFuture(error)) {
      return { ok: false, reason: 'expired' }
    }
    if (error instanceof errors.JOSEError) return { ok: false, reason: 'invalid' }
    throw error
  }
}

/**
 * The times of a token whose signature is valid. The token is ours, so one with a longer lifetime
 * than the settings allow, as after a shorter setting, counts as expired and not as invalid.
 */
export function checkTimes(
  claims: AccessClaims,
  keyId: string,
  { lifetimeSeconds, toleranceSeconds }: AccessRules,
  now: Date,
): AccessVerification {
  const { iat, nbf, exp } = claims
  const seconds = toNumericDate(now)
  const isInTime =
    exp > seconds - toleranceSeconds &&
    Math.max(iat, nbf) <= seconds + toleranceSeconds &&
    exp - iat <= lifetimeSeconds
  return isInTime ? { ok: true, claims, keyId } : { ok: false, reason: 'expired' }
}

function isFromTheFuture(error: unknown): boolean {
  return (
    error instanceof errors.JWTClaimValidationFailed &&
    error.claim === 'nbf' &&
    error.reason === 'check_failed'
  )
}
