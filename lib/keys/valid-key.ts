/** Checks that the row of a signing key is correct. */
import { calculateJwkThumbprint, type JWK } from 'jose'
import type { SigningKeyRecord } from '@/db/queries/signing-keys'
import { isTokenAlgorithm } from '@/lib/tokens/algorithms'
import { isUnavailable } from '@/lib/base/unavailable'
import { openPrivate, openPublicHalf, parseJwk } from './signing-keys'

const SIGNING: readonly SigningKeyRecord['status'][] = ['active', 'next']

/**
 * True if both halves belong to the key that the row names, and an active or next key has its
 * private half. Does not check keys with an algorithm of another version.
 */
export async function isValidKey(record: SigningKeyRecord): Promise<boolean> {
  const { id, algorithm, status } = record
  if (!isTokenAlgorithm(algorithm)) return true
  const published = parseJwk(record.publicJwk)
  return (
    published?.kid === id &&
    published.alg === algorithm &&
    (await hasId(id, published)) &&
    (await hasId(id, await openPublicHalf(record))) &&
    (!SIGNING.includes(status) || (await canSign(record)))
  )
}

async function hasId(id: string, jwk: JWK | null): Promise<boolean> {
  try {
    return jwk !== null && (await calculateJwkThumbprint(jwk)) === id
  } catch {
    return false
  }
}

async function canSign(record: SigningKeyRecord): Promise<boolean> {
  try {
    return Boolean(await openPrivate(record))
  } catch (error) {
    if (isUnavailable(error)) return false
    throw error
  }
}
