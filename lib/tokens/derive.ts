/** Derives keys from `AUTH_SECRET`, each with its own label, so that no two are the same. */
import { base64url } from 'jose'
import type { TokenKey } from './access'

export type KeyLabel = 'wrapping key' | 'wrapping key id' | 'HS256 key' | 'HS256 key id'

/** @see RFC 5869 */
export async function deriveKey(secret: string, label: KeyLabel, bytes = 32): Promise<Uint8Array> {
  const text = new TextEncoder()
  const input = await crypto.subtle.importKey('raw', text.encode(secret), 'HKDF', false, [
    'deriveBits',
  ])
  const info = text.encode(`gatehouse v1 ${label}`)
  const params = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info }
  return new Uint8Array(await crypto.subtle.deriveBits(params, input, bytes * 8))
}

/** A short public id for a derived key, which reveals nothing about the secret. */
export async function deriveKeyId(secret: string, label: KeyLabel): Promise<string> {
  return base64url.encode(await deriveKey(secret, label, 16))
}

/**
 * The keys of `TOKEN_ALGORITHM=HS256`, one per secret, the signing key first. The middleware and
 * the server derive the same keys, so no table stores them.
 */
export async function deriveTokenKeys(secrets: readonly string[]): Promise<TokenKey[]> {
  return Promise.all(
    secrets.map(async (secret) => ({
      id: await deriveKeyId(secret, 'HS256 key id'),
      algorithm: 'HS256' as const,
      key: await deriveKey(secret, 'HS256 key'),
    })),
  )
}
