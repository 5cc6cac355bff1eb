/** Burns a key: refuses it and everything that it signed. */
import { announceEnding, EVERYONE, transaction } from '@/db/connection'
import {
  findActiveSigningKey,
  findSigningKey,
  updateSigningKeyStatus,
} from '@/db/queries/signing-keys'
import { createCheckpoint } from '@/lib/audit/checkpoint'
import { sealAndCount } from '@/lib/audit/seal-and-count'
import { env } from '@/lib/base/env'
import type { SeenFrom } from '@/lib/events/events'
import { recordEvent } from '@/lib/events/record'
import { assertMay, byOperator, type Operator } from '@/lib/permissions/operator'
import { confirmOperator } from '@/lib/permissions/authority-rules'
import { isUnavailable } from '@/lib/base/unavailable'
import { fillKeyRing } from './key-ring'
import { wantedLines } from './lines'
import { newSigningKey } from './signing-keys'

export type BurnResult =
  | { ok: true; active: string | null }
  | { ok: false; reason: 'derived' | 'not-found' | 'burned-before' }

/**
 * Refuses every token that the key `id` has signed, from the next request on. If it is the active
 * key, the next one takes over at once. Browsers get new access tokens by a refresh: no user is
 * signed out.
 *
 * @returns `derived` for the keys of HS256, which come from `AUTH_SECRET` and change with it.
 * @throws NotAllowed, Unavailable
 */
export async function burnKey(
  operator: Operator,
  id: string,
  from?: SeenFrom,
  now = new Date(),
): Promise<BurnResult> {
  assertMay(operator, 'keys:burn')
  const { tokenAlgorithm } = env()
  const isDerived = tokenAlgorithm === 'HS256'
  const burning = await findSigningKey(id)
  const lines = await wantedLines()
  const its = lines.find((line) => line === (burning?.algorithm ?? ''))
  // The line may need a key that signs and one that waits.
  const fresh = its ? [await newSigningKey(its, now), await newSigningKey(its, now)] : []

  const result = await transaction({ locks: ['keys', 'roles'] }, async (): Promise<BurnResult> => {
    await confirmOperator(operator, 'keys:burn')
    const key = await findSigningKey(id)
    if (!key) return { ok: false, reason: isDerived ? 'derived' : 'not-found' }
    if (key.status === 'burned') return { ok: false, reason: 'burned-before' }
    // Open pages check their session again, and get tokens of another key.
    announceEnding(EVERYONE)
    await updateSigningKeyStatus(id, { status: 'burned', burnedAt: now })
    const details = { key: id, algorithm: key.algorithm, was: key.status }
    await recordEvent({ type: 'key_burned', ...byOperator(operator, from), details }, now)
    if (isDerived) return { ok: true, active: null }
    if (its) await fillKeyRing(its, fresh, now, byOperator(operator, from))
    return { ok: true, active: (await findActiveSigningKey(tokenAlgorithm))?.id ?? null }
  })
  if (result.ok) await coverByAnotherKey(now)
  return result
}

/** Checkpoints of a burned key no longer prove anything, so another key signs a new one. */
async function coverByAnotherKey(now: Date): Promise<void> {
  try {
    await sealAndCount()
    await createCheckpoint(now)
  } catch (error) {
    // The key is burned anyway, and the next checkpoint follows within a minute.
    if (!isUnavailable(error)) throw error
  }
}
