/** Whether a checkpoint was signed by this installation. */
import { importJWK } from 'jose'
import { findSigningKey } from '@/db/queries/signing-keys'
import { env } from '@/lib/base/env'
import { openPublicHalf } from '@/lib/keys/signing-keys'
import { after, fromNumericDate, MINUTE } from '@/lib/base/time'
import type { TokenKey } from '@/lib/tokens/access'
import { isTokenAlgorithm } from '@/lib/tokens/algorithms'
import { deriveTokenKeys } from '@/lib/tokens/derive'
import { checkpointKey, verifyCheckpoint, type CheckpointClaims } from './checkpoint-token'

/** A checkpoint under way when its key is burned may be signed this much later, in seconds. */
const UNDER_WAY = MINUTE

export type CheckpointJudgement =
  /** `trusted` where the key still proves something: one that was burned may be in other hands. */
  | { ok: true; claims: CheckpointClaims; trusted: boolean }
  | { ok: false; reason: 'lost-key' | 'forged' | 'signed-after-burning' }

interface KnownKey {
  key: TokenKey
  burnedAt: Date | null
}

/** Judges checkpoints, and remembers their keys. */
export function checkpointJudge(): (token: string) => Promise<CheckpointJudgement> {
  const known = new Map<string, Promise<KnownKey | null>>()
  return async (token) => {
    const named = checkpointKey(token)
    if (!named) return { ok: false, reason: 'forged' }
    const name = `${named.algorithm} ${named.id}`
    const found = known.get(name) ?? findKey(named)
    known.set(name, found)
    const signer = await found
    // A secret that was retired is gone; a key of the ring never is.
    if (!signer) return { ok: false, reason: named.algorithm === 'HS256' ? 'lost-key' : 'forged' }
    const claims = await verifyCheckpoint(token, signer.key)
    if (!claims) return { ok: false, reason: 'forged' }
    const { burnedAt } = signer
    if (burnedAt && fromNumericDate(claims.iat) > after(burnedAt, UNDER_WAY)) {
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
  // A key that AUTH_SECRET does not vouch for is one that somebody put there.
  const jwk = await openPublicHalf(row)
  if (!jwk) return null
  const key = { id, algorithm: row.algorithm, key: await importJWK(jwk, row.algorithm) }
  return { key, burnedAt: row.burnedAt }
}
