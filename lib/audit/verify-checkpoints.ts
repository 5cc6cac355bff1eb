/** Checks whether this installation signed a checkpoint. */
import { importJWK } from 'jose'
import { findSigningKey } from '@/db/queries/signing-keys'
import { env } from '@/lib/base/env'
import { openPublicHalf } from '@/lib/keys/signing-keys'
import { addSeconds, fromNumericDate, MINUTE } from '@/lib/base/time'
import type { TokenKey } from '@/lib/tokens/access'
import { isTokenAlgorithm } from '@/lib/tokens/algorithms'
import { deriveTokenKeys } from '@/lib/tokens/derive'
import { checkpointKey, verifyCheckpoint, type CheckpointClaims } from './checkpoint-token'

/** Seconds after a key is burned in which a checkpoint in progress may still be signed. */
const BURN_GRACE = MINUTE

export type CheckpointResult =
  /** `trusted` if the key still proves something: an attacker may have a burned key. */
  | { ok: true; claims: CheckpointClaims; trusted: boolean }
  | { ok: false; reason: 'lost-key' | 'forged' | 'signed-after-burning' }

interface KnownKey {
  key: TokenKey
  burnedAt: Date | null
}

/** Verifies checkpoints, and caches their keys. */
export function checkpointVerifier(): (token: string) => Promise<CheckpointResult> {
  const keys = new Map<string, Promise<KnownKey | null>>()
  return async (token) => {
    const named = checkpointKey(token)
    if (!named) return { ok: false, reason: 'forged' }
    const keyName = `${named.algorithm} ${named.id}`
    const found = keys.get(keyName) ?? findKey(named)
    keys.set(keyName, found)
    const signer = await found
    // A secret that was removed takes its key with it; the key ring keeps every public key.
    if (!signer) return { ok: false, reason: named.algorithm === 'HS256' ? 'lost-key' : 'forged' }
    const claims = await verifyCheckpoint(token, signer.key)
    if (!claims) return { ok: false, reason: 'forged' }
    const { burnedAt } = signer
    if (burnedAt && fromNumericDate(claims.iat) > addSeconds(burnedAt, BURN_GRACE)) {
      return { ok: false, reason: 'signed-after-burning' }
    }
    return { ok: true, claims, trusted: burnedAt === null }
  }
}

async function findKey({ id, algorithm }: Pick<TokenKey, 'id' | 'algorithm'>) {
  if (algorithm === 'HS256') {
    const derived = await deriveTokenKeys(env().authSecrets)
    const key = derived.find((one) => one.id === id)
    return key ? { key, burnedAt: null } : null
  }
  const row = await findSigningKey(id)
  if (!row || row.algorithm !== algorithm || !isTokenAlgorithm(row.algorithm)) return null
  // AUTH_SECRET authenticates every public key: if it cannot, an attacker may have planted the key.
  const jwk = await openPublicHalf(row)
  if (!jwk) return null
  const key = { id, algorithm: row.algorithm, key: await importJWK(jwk, row.algorithm) }
  return { key, burnedAt: row.burnedAt }
}
