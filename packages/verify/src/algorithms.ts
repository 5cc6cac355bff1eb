/** The signature algorithms that Gatehouse signs with and others can verify. */

/**
 * Values of the issuer's `TOKEN_ALGORITHM`. HS256 is not among them, because a service that can
 * verify with its key can also sign with it.
 *
 * @see RFC 7518 §3.1, RFC 8037 §3.1
 */
export type VerifierAlgorithm = 'ES256' | 'EdDSA' | 'RS256'

interface AlgorithmFacts {
  /** Length of a signature in bytes; RSA keys of Gatehouse have 2048 bits. */
  readonly signatureBytes: number
  /** The only type of key for it (RFC 8725 §3.1). */
  readonly kty: string
  readonly crv?: string
}

export const ALGORITHMS: Readonly<Record<VerifierAlgorithm, AlgorithmFacts>> = {
  ES256: { signatureBytes: 64, kty: 'EC', crv: 'P-256' },
  EdDSA: { signatureBytes: 64, kty: 'OKP', crv: 'Ed25519' },
  RS256: { signatureBytes: 256, kty: 'RSA' },
}

// Safe because the object has only the keys of its type.
export const ALL_ALGORITHMS = Object.keys(ALGORITHMS) as VerifierAlgorithm[]

export function isAlgorithm(name: unknown): name is VerifierAlgorithm {
  return typeof name === 'string' && Object.hasOwn(ALGORITHMS, name)
}
