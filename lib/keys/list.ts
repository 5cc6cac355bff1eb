/** Lists the key ring. */
import { listSigningKeys, type SigningKeyRecord } from '@/db/queries/signing-keys'
import { env, type TokenAlgorithm } from '@/lib/base/env'
import { assertMay, type Operator } from '@/lib/permissions/operator'
import { addSeconds } from '@/lib/base/time'
import { PUBLISHED_AHEAD, publishedAfterRetirement, rotationDueAt } from './publication'

export interface KeySummary extends Pick<
  SigningKeyRecord,
  'id' | 'algorithm' | 'status' | 'createdAt' | 'activatedAt' | 'retiredAt' | 'burnedAt'
> {
  /** True while the key set at `/.well-known/jwks.json` contains it. */
  published: boolean
  /** When its tokens stop being valid; null if there is no end yet, or the key is destroyed. */
  verifiesUntil: Date | null
}

export interface KeyRing {
  algorithm: TokenAlgorithm
  /** True with HS256, whose keys come from `AUTH_SECRET`: there is nothing to rotate or burn. */
  derived: boolean
  /** When the next key may sign at the earliest; null if there is none. */
  readyAt: Date | null
  /** When the keys rotate automatically; null if never. */
  rotatesAt: Date | null
  /** Newest first. */
  keys: KeySummary[]
}

export async function listKeys(operator: Operator, now = new Date()): Promise<KeyRing> {
  assertMay(operator, 'keys:read')
  const algorithm = env().tokenAlgorithm
  const derived = algorithm === 'HS256'
  const rows = await listSigningKeys()
  const newest = (status: SigningKeyRecord['status']) =>
    rows.find((row) => row.status === status && row.algorithm === algorithm) ?? null
  const next = newest('next')
  return {
    algorithm,
    derived,
    readyAt: next ? addSeconds(next.createdAt, PUBLISHED_AHEAD) : null,
    rotatesAt: rotationDueAt(newest('active'), next),
    keys: rows.map((row) => summaryOf(row, derived, now)),
  }
}

function summaryOf(row: SigningKeyRecord, derived: boolean, now: Date): KeySummary {
  const { id, algorithm, status, createdAt, activatedAt, retiredAt, burnedAt } = row
  const verifiesUntil = endOf(row)
  const isRefused = status === 'gone' || status === 'burned'
  return {
    ...{ id, algorithm, status, createdAt, activatedAt, retiredAt, burnedAt },
    published: !derived && !isRefused && (verifiesUntil === null || now <= verifiesUntil),
    verifiesUntil,
  }
}

function endOf({ status, retiredAt, burnedAt }: SigningKeyRecord): Date | null {
  if (burnedAt) return burnedAt
  return status === 'retiring' && retiredAt
    ? addSeconds(retiredAt, publishedAfterRetirement())
    : null
}
