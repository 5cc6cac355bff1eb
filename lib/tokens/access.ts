/** Signs and verifies access tokens. Pure: clock, keys and rules are arguments. */
import { errors, jwtVerify, SignJWT, type CryptoKey } from 'jose'
import type { Settings, TokenAlgorithm } from '@/lib/base/env'
import { toNumericDate } from '@/lib/base/time'
import { accessClaims, type AccessClaims, type ClientId } from './claims'
import { readHeader } from './compact'

/** Keeps an access token from passing for any other kind of JWT (RFC 9068 §2.1, RFC 8725 §3.11). */
const TYPE = 'at+jwt'

/** A key with the one algorithm it may be used with (RFC 8725 §3.1). */
export interface TokenKey {
  readonly id: string
  readonly algorithm: TokenAlgorithm
  readonly key: CryptoKey | Uint8Array
}

/** The key a token names, or null when it is not known here. */
export type FindKey = (id: string) => Promise<TokenKey | null>

export interface AccessRules {
  readonly issuer: string
  /** The name by which the asking door knows itself; the token's `aud` must contain it. */
  readonly audience: string
  readonly clientId: ClientId
  /** The longest life a token may claim, in seconds. */
  readonly lifetimeSeconds: number
  readonly toleranceSeconds: number
}

export type AccessVerification =
  | { ok: true; claims: AccessClaims; keyId: string }
  | { ok: false; reason: 'expired' | 'invalid' | 'unknown-key' }

/** The rules of one of the two doors: cookies (`web`) or Bearer (`device`). */
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
 * Checks spelling, signature and every claim. Says nothing of revocation: that takes the database.
 *
 * @returns `expired` also for a token from the future, as after a clock was set back, and for one
 *   that lives longer than the settings allow;
 *   `unknown-key` when the key it names cannot be found, so that nothing can be said of it;
 *   `invalid` for anything else.
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

function checkTimes(
  claims: AccessClaims,
  keyId: string,
  rules: AccessRules,
  now: Date,
): AccessVerification {
  // Without this a signed `exp` far away would outlive every setting. The token is ours all the
  // same, from before the setting was shortened.
  const isTooLong = claims.exp - claims.iat > rules.lifetimeSeconds
  if (isTooLong || claims.iat > toNumericDate(now) + rules.toleranceSeconds) {
    return { ok: false, reason: 'expired' }
  }
  return { ok: true, claims, keyId }
}

function isFromTheFuture(error: unknown): boolean {
  return (
    error instanceof errors.JWTClaimValidationFailed &&
    error.claim === 'nbf' &&
    error.reason === 'check_failed'
  )
}
