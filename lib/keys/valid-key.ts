/** Whether what a row says of a key is true. */
import { calculateJwkThumbprint, type JWK } from 'jose'
import type { SigningKeyRecord } from '@/db/queries/signing-keys'
import { isTokenAlgorithm } from '@/lib/tokens/algorithms'
import { isUnavailable } from '@/lib/base/unavailable'
import { openPrivate, openPublicHalf, parseJwk } from './signing-keys'

const SIGNS: readonly SigningKeyRecord['status'][] = ['active', 'next']

/**
 * True when both halves are of the key that the row names, and the private one is there where it is
 * to sign. Keys of an algorithm that another version brought are not judged.
 */
export async function isValidKey(record: SigningKeyRecord): Promise<boolean> {
  const { id, algorithm, status } = record
  if (!isTokenAlgorithm(algorithm)) return true
  const published = parseJwk(record.publicJwk)
  return (
    published?.kid === id &&
    published.alg === algorithm &&
    (await isNamed(id, published)) &&
    (await isNamed(id, await openPublicHalf(record))) &&
    (!SIGNS.includes(status) || (await signs(record)))
  )
}

async function isNamed(id: string, jwk: JWK | null): Promise<boolean> {
  try {
    return jwk !== null && (await calculateJwkThumbprint(jwk)) === id
  } catch {
    return false
  }
}

async function signs(record: SigningKeyRecord): Promise<boolean> {
  try {
    return Boolean(await openPrivate(record))
  } catch (error) {
    if (isUnavailable(error)) return false
    throw error
  }
}
