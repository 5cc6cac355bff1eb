/** Encrypts the keys in the database with keys derived from `AUTH_SECRET`. */
import { CompactEncrypt, compactDecrypt, decodeProtectedHeader, errors } from 'jose'
import { whileOpen } from '@/db/connection'
import { env } from '@/lib/base/env'
import { deriveKey, deriveKeyId } from '@/lib/tokens/derive'

interface WrappingKey {
  id: string
  key: Uint8Array
}

/** One for each secret in `AUTH_SECRET`: the first wraps, all unwrap. */
function wrappingKeys(): Promise<WrappingKey[]> {
  return whileOpen('wrapping keys', () => Promise.all(env().authSecrets.map(deriveWrappingKey)))
}

async function deriveWrappingKey(secret: string): Promise<WrappingKey> {
  return {
    id: await deriveKeyId(secret, 'wrapping key id'),
    key: await deriveKey(secret, 'wrapping key'),
  }
}

/** @returns a compact JWE. @see RFC 7516 §7.1, RFC 7518 §4.5 (`dir`) and §5.3 (`A256GCM`) */
export async function wrap(plain: Uint8Array): Promise<string> {
  const [first] = await wrappingKeys()
  if (!first) throw new Error('There is no AUTH_SECRET')
  return new CompactEncrypt(plain)
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: first.id })
    .encrypt(first.key)
}

/** The content of `wrapped`, or null if none of the secrets opens it. */
export async function unwrap(wrapped: string): Promise<Uint8Array | null> {
  const wrapper = await wrapperOf(wrapped)
  if (!wrapper) return null
  try {
    const { plaintext } = await compactDecrypt(wrapped, wrapper.key, {
      keyManagementAlgorithms: ['dir'],
      contentEncryptionAlgorithms: ['A256GCM'],
    })
    return plaintext
  } catch (error) {
    if (error instanceof errors.JOSEError) return null
    throw error
  }
}

/** False if an older or unknown secret wrapped it. */
export async function isWrappedByFirst(wrapped: string): Promise<boolean> {
  const [first] = await wrappingKeys()
  return (await wrapperOf(wrapped)) === first
}

/** The position of the secret that wrapped it, counted from 0; null if it is unknown. */
export async function wrapperPosition(wrapped: string): Promise<number | null> {
  const wrapper = await wrapperOf(wrapped)
  const position = (await wrappingKeys()).findIndex((key) => key === wrapper)
  return position < 0 ? null : position
}

async function wrapperOf(wrapped: string): Promise<WrappingKey | undefined> {
  let id: string | undefined
  try {
    id = decodeProtectedHeader(wrapped).kid
  } catch {
    return undefined
  }
  return (await wrappingKeys()).find((key) => key.id === id)
}
