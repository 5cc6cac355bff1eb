/** The key ring, to be looked at. */
import { listSigningKeys, type SigningKeyRecord } from '@/db/queries/signing-keys'
import { env, type TokenAlgorithm } from '@/lib/base/env'
import { assertMay, type Operator } from '@/lib/permissions/operator'
import { after } from '@/lib/base/time'
import { PUBLISHED_AHEAD, publishedAfterRetirement, rotationDueAt } from './publication'

export interface KeySummary extends Pick<
  SigningKeyRecord,
  'id' | 'algorithm' | 'status' | 'createdAt' | 'activatedAt' | 'retiredAt' | 'burnedAt'
> {
  /** True while the key set at `/.well-known/jwks.json` holds it. */
  published: boolean
  /** Until when tokens of it are good; null where there is no end yet, and where all are over. */
  verifiesUntil: Date | null
}

export interface KeyRing {
  algorithm: TokenAlgorithm
  /** True with HS256, whose keys come from `AUTH_SECRET`: nothing to rotate or to burn. */
  derived: boolean
  /** From when on the next key may sign; null where there is none. */
  readyAt: Date | null
  /** When it will by itself; null where it never does. */
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
    readyAt: next ? after(next.createdAt, PUBLISHED_AHEAD) : null,
    rotatesAt: rotationDueAt(newest('active'), next),
    keys: rows.map((row) => summaryOf(row, derived, now)),
  }
}

function summaryOf(row: SigningKeyRecord, derived: boolean, now: Date): KeySummary {
  const { id, algorithm, status, createdAt, activatedAt, retiredAt, burnedAt } = row
  const verifiesUntil = endOf(row)
  const isOver = status === 'gone' || status === 'burned'
  return {
    ...{ id, algorithm, status, createdAt, activatedAt, retiredAt, burnedAt },
    published: !derived && !isOver && (verifiesUntil === null || now <= verifiesUntil),
    verifiesUntil,
  }
}

function endOf({ status, retiredAt, burnedAt }: SigningKeyRecord): Date | null {
  if (burnedAt) return burnedAt
  return status === 'retiring' && retiredAt ? after(retiredAt, publishedAfterRetirement()) : null
}
