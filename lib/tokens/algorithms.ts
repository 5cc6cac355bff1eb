/** The properties of each signature algorithm, one row each. */
import type { TokenAlgorithm } from '@/lib/base/env'

export interface AlgorithmFacts {
  /** Length of a signature in bytes; RSA keys here have 2048 bits. */
  readonly signatureBytes: number
  /** False when verifying keys can also sign: such keys are never published. */
  readonly asymmetric: boolean
}

/** @see RFC 7518 §3.1, RFC 8037 §3.1 */
export const ALGORITHMS: Readonly<Record<TokenAlgorithm, AlgorithmFacts>> = {
  ES256: { signatureBytes: 64, asymmetric: true },
  EdDSA: { signatureBytes: 64, asymmetric: true },
  RS256: { signatureBytes: 256, asymmetric: true },
  HS256: { signatureBytes: 32, asymmetric: false },
}

export function isTokenAlgorithm(name: unknown): name is TokenAlgorithm {
  return typeof name === 'string' && Object.hasOwn(ALGORITHMS, name)
}
