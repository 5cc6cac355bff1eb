/** Accepts only one encoding of a token: the canonical JWS compact serialisation. */
import { base64url } from 'jose'
import { z } from 'zod'
import type { TokenAlgorithm } from '@/lib/base/env'
import { decodeJson, parseJson } from '@/lib/base/json'
import { ALGORITHMS, isTokenAlgorithm } from './algorithms'

/** Longer than any token we issue, and short enough to parse cheaply. */
export const MAX_TOKEN_LENGTH = 4000

const SHAPE = /^([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)$/

// Strict: refuses `jwk`, `jku`, `x5c`, `crit` and `b64` without reading them (RFC 8725 §3.10).
const headerSchema = z.strictObject({
  alg: z.custom<TokenAlgorithm>(isTokenAlgorithm),
  typ: z.string(),
  kid: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
})

export type TokenHeader = z.infer<typeof headerSchema>

/**
 * The protected header of `token`, or null when the token is not in canonical form: three base64url
 * parts that re-encode to themselves, a header of exactly `alg`, `typ` and `kid`, and a signature
 * of the algorithm's length. Nothing is verified yet.
 *
 * Libraries accept several encodings of one token. Without this check, a revoked token could be
 * presented in another encoding.
 *
 * @see RFC 7515 §7.1
 */
export function readHeader(token: string): TokenHeader | null {
  if (token.length > MAX_TOKEN_LENGTH) return null
  const [, header, payload, signature] = SHAPE.exec(token) ?? []
  if (!header || !payload || !signature) return null
  const parts = [header, payload, signature].map(decodeCanonical)
  const [headerBytes, payloadBytes, signatureBytes] = parts
  if (!headerBytes || !payloadBytes || !signatureBytes) return null

  const parsed = headerSchema.safeParse(parseJson(headerBytes))
  if (!parsed.success) return null
  return signatureBytes.length === ALGORITHMS[parsed.data.alg].signatureBytes ? parsed.data : null
}

/** The `iss` of a token, or null. Nothing is verified: do not trust it for access. */
export function claimedIssuer(token: string): string | null {
  const [, , payload] = token.length <= MAX_TOKEN_LENGTH ? (SHAPE.exec(token) ?? []) : []
  const claims = payload === undefined ? null : decodeJson(payload)
  const isObject = typeof claims === 'object' && claims !== null
  return isObject && 'iss' in claims && typeof claims.iss === 'string' ? claims.iss : null
}

function decodeCanonical(part: string): Uint8Array | null {
  try {
    const bytes = base64url.decode(part)
    return base64url.encode(bytes) === part ? bytes : null
  } catch {
    return null
  }
}
