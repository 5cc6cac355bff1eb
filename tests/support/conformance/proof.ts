/** Proofs of possession and of identity, good ones and bad ones. @see RFC 9449, RFC 7523 */
import { randomUUID } from 'node:crypto'
import { exportJWK, generateKeyPair, SignJWT, type JWK, type JWTPayload } from 'jose'

export interface Key {
  readonly privateKey: CryptoKey
  readonly jwk: JWK
}

export async function newKey(): Promise<Key> {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true })
  return { privateKey, jwk: await exportJWK(publicKey) }
}

interface Change {
  /** Claims in place of the good ones; undefined takes one away. */
  readonly claims?: Record<string, unknown>
  readonly typ?: string
  readonly jwk?: JWK
}

/** A DPoP proof for a POST to `url`. */
export function dpop(key: Key, url: string, { claims = {}, typ, jwk }: Change = {}) {
  const good = { htm: 'POST', htu: url, iat: now(), jti: randomUUID() }
  return new SignJWT({ ...good, ...claims } as JWTPayload)
    .setProtectedHeader({ alg: 'ES256', typ: typ ?? 'dpop+jwt', jwk: jwk ?? key.jwk })
    .sign(key.privateKey)
}

/** A client assertion for the application `id`. */
export function assertion(
  key: Key,
  { id, issuer }: { id: string; issuer: string },
  claims: Record<string, unknown> = {},
): Promise<string> {
  const good = { iss: id, sub: id, aud: issuer, iat: now(), exp: now() + 60, jti: randomUUID() }
  return new SignJWT({ ...good, ...claims } as JWTPayload)
    .setProtectedHeader({ alg: 'ES256' })
    .sign(key.privateKey)
}

export function now(): number {
  return Math.floor(Date.now() / 1000)
}
