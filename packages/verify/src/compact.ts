/** The only accepted form of a token: canonical JWS compact serialisation. */
import { base64url } from 'jose'
import { ALGORITHMS, isAlgorithm, type VerifierAlgorithm } from './algorithms.js'

export interface TokenHeader {
  readonly alg: VerifierAlgorithm
  readonly typ: string
  readonly kid: string
}

const SHAPE = /^([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)$/
const KEY_ID = /^[A-Za-z0-9_-]{1,64}$/

/**
 * The protected header of `token`, or null if the token is not canonical: at most `maxLength`
 * characters, three base64url parts that re-encode to themselves, a header of exactly `alg`, `typ`
 * and `kid`, and a signature of the algorithm's length. The signature is not verified yet.
 *
 * @see RFC 7515 §7.1
 */
export function readHeader(token: string, maxLength: number): TokenHeader | null {
  if (token.length > maxLength) return null
  const [, ...parts] = SHAPE.exec(token) ?? []
  const [header, payload, signature] = parts.map(decodeCanonical)
  if (!header || !payload || !signature) return null
  const read = exactHeader(parseJson(header))
  return read && signature.length === ALGORITHMS[read.alg].signatureBytes ? read : null
}

/** Exact, so that `jwk`, `jku`, `x5c`, `crit` and `b64` are never read (RFC 8725 §3.10). */
function exactHeader(header: unknown): TokenHeader | null {
  if (typeof header !== 'object' || header === null) return null
  if (Object.keys(header).sort().join() !== 'alg,kid,typ') return null
  // Safe because it has these members; their values are checked next.
  const { alg, typ, kid } = header as Record<keyof TokenHeader, unknown>
  if (!isAlgorithm(alg) || typeof typ !== 'string') return null
  return typeof kid === 'string' && KEY_ID.test(kid) ? { alg, typ, kid } : null
}

function decodeCanonical(part: string): Uint8Array | null {
  try {
    const bytes = base64url.decode(part)
    return base64url.encode(bytes) === part ? bytes : null
  } catch {
    return null
  }
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return null
  }
}
