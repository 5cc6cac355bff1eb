/** Encrypts short texts under a data key, so that a reader of the database cannot read them. */
import { CompactEncrypt, compactDecrypt, errors } from 'jose'
import type { DataKeyPurpose } from '@/db/queries/data-keys'
import { dataKey, newestDataKey } from './data-keys'

export interface Sealed {
  /** A compact JWE. */
  readonly sealed: string
  readonly keyId: number
}

/** @throws Unavailable without a key. @see RFC 7518 §4.5 (`dir`) and §5.3 (`A256GCM`) */
export async function sealText(purpose: DataKeyPurpose, text: string): Promise<Sealed> {
  const key = await newestDataKey(purpose)
  const sealed = await new CompactEncrypt(new TextEncoder().encode(text))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .encrypt(key.secret)
  return { sealed, keyId: key.id }
}

/** Null if the key is gone or the text was changed. @throws Unavailable */
export async function unsealText(
  purpose: DataKeyPurpose,
  { sealed, keyId }: Sealed,
): Promise<string | null> {
  const key = await dataKey(purpose, keyId)
  if (!key) return null
  try {
    const { plaintext } = await compactDecrypt(sealed, key.secret, {
      keyManagementAlgorithms: ['dir'],
      contentEncryptionAlgorithms: ['A256GCM'],
    })
    return new TextDecoder().decode(plaintext)
  } catch (error) {
    if (error instanceof errors.JOSEError) return null
    throw error
  }
}
