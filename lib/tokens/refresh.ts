/** Signs and verifies refresh tokens, which only Gatehouse reads. Pure. */
import { base64url, errors, jwtVerify, SignJWT } from 'jose'
import { fromNumericDate, toNumericDate } from '@/lib/base/time'
import type { SessionId, UserId } from '@/lib/base/ids'
import { refreshClaims, type ClientId, type RefreshClaims } from './claims'
import { readHeader } from './compact'

export const REFRESH_TOKEN_TYPE = 'rt+jwt'
const ALGORITHM = 'HS256'

export interface RefreshKey {
  readonly id: number
  readonly secret: Uint8Array
}

/** Everything a refresh token depends on besides the key: columns of the session's row. */
export interface RefreshSource {
  readonly id: SessionId
  readonly userId: UserId
  readonly kind: ClientId
  readonly generation: number
  readonly rotatedAt: Date
  readonly idleExpiresAt: Date
}

export type RefreshVerification =
  | { ok: true; claims: RefreshClaims; keyId: number }
  | { ok: false; reason: 'expired' | 'invalid' }

/** Where a refresh token may be used: in cookies at the refresh page, by devices at the API. */
export function refreshAudience(issuer: string, kind: ClientId): string {
  return kind === 'web' ? `${issuer}/session/refresh` : `${issuer}/api/v1/auth/refresh`
}

/**
 * The refresh token of the session's current generation.
 *
 * The same row always gives the same token, byte for byte, so that all answers to one refresh
 * contain the same successor.
 */
export async function signRefreshToken(
  source: RefreshSource,
  key: RefreshKey,
  issuer: string,
): Promise<string> {
  const claims: RefreshClaims = {
    iss: issuer,
    aud: refreshAudience(issuer, source.kind),
    sub: source.userId,
    sid: source.id,
    gen: source.generation,
    jti: await refreshTokenId(source.id, source.generation, key),
    iat: toNumericDate(source.rotatedAt),
    exp: toNumericDate(source.idleExpiresAt),
  }
  return new SignJWT({ ...claims })
    .setProtectedHeader({ alg: ALGORITHM, typ: REFRESH_TOKEN_TYPE, kid: String(key.id) })
    .sign(key.secret)
}

/** The `jti` of a generation's refresh token: HMAC(sid, gen), so it needs no column. */
export async function refreshTokenId(
  sessionId: SessionId,
  generation: number,
  key: RefreshKey,
): Promise<string> {
  const secret = await crypto.subtle.importKey(
    'raw',
    Uint8Array.from(key.secret),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign'],
  )
  const text = new TextEncoder().encode(`jti\n${sessionId}\n${generation}`)
  return base64url.encode(new Uint8Array(await crypto.subtle.sign('HMAC', secret, text)))
}

/**
 * Checks encoding, signature, kind, audience and `exp`. Does not check the generation, or whether
 * the session lives: that needs the session's row.
 *
 * @returns `expired` for a token that is otherwise valid.
 */
export async function verifyRefreshToken(
  token: string,
  findKey: (id: number) => Promise<RefreshKey | null>,
  rules: { issuer: string; kind: ClientId },
  now: Date,
): Promise<RefreshVerification> {
  const header = readHeader(token)
  if (
    !header ||
    header.typ !== REFRESH_TOKEN_TYPE ||
    header.alg !== ALGORITHM ||
    !/^\d{1,9}$/.test(header.kid)
  ) {
    return { ok: false, reason: 'invalid' }
  }
  const key = await findKey(Number(header.kid))
  if (!key) return { ok: false, reason: 'invalid' }

  try {
    const { payload } = await jwtVerify(token, key.secret, {
      algorithms: [ALGORITHM],
      typ: REFRESH_TOKEN_TYPE,
      issuer: rules.issuer,
      audience: refreshAudience(rules.issuer, rules.kind),
      // `exp` is checked below. After a clock was set back, `iat` may be in the future, which must
      // not end a session.
      currentDate: fromNumericDate(0),
    })
    const claims = refreshClaims.safeParse(payload)
    if (!claims.success) return { ok: false, reason: 'invalid' }
    if (now >= fromNumericDate(claims.data.exp)) return { ok: false, reason: 'expired' }
    return { ok: true, claims: claims.data, keyId: key.id }
  } catch (error) {
    if (error instanceof errors.JOSEError) return { ok: false, reason: 'invalid' }
    throw error
  }
}
