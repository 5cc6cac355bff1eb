/** Refuses a key, and all it has signed. */
import { announceEnding, EVERYONE, transactionOver } from '@/db/connection'
import { findSigningKey, updateSigningKeyStatus } from '@/db/queries/signing-keys'
import { makeCheckpoint } from '@/lib/audit/checkpoint'
import { sealAndCount } from '@/lib/audit/seal-and-count'
import { env } from '@/lib/base/env'
import type { SeenFrom } from '@/lib/events/events'
import { recordEvent } from '@/lib/events/record'
import { assertMay, byOperator, type Operator } from '@/lib/permissions/operator'
import { confirmOperator } from '@/lib/permissions/authority-rules'
import { isUnavailable } from '@/lib/base/unavailable'
import { fillKeyRing } from './key-ring'
import { newSigningKey } from './signing-keys'

export type BurnResult =
  | { ok: true; active: string | null }
  | { ok: false; reason: 'derived' | 'not-found' | 'burned-before' }

/**
 * Refuses every token that the key `id` has signed, from the next request on. Where it was the one
 * that signs, the next one does at once. Browsers come back by their refresh tokens: nobody is
 * signed out.
 *
 * @returns `derived` for the keys of HS256, which come from `AUTH_SECRET` and go with it.
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
  // The ring may need one that signs and one that waits.
  const fresh = isDerived
    ? []
    : [await newSigningKey(tokenAlgorithm, now), await newSigningKey(tokenAlgorithm, now)]

  const result = await transactionOver(['keys', 'roles'], async (): Promise<BurnResult> => {
    await confirmOperator(operator, 'keys:burn')
    const key = await findSigningKey(id)
    if (!key) return { ok: false, reason: isDerived ? 'derived' : 'not-found' }
    if (key.status === 'burned') return { ok: false, reason: 'burned-before' }
    // Open pages look again, and fetch tokens of another key.
    announceEnding(EVERYONE)
    await updateSigningKeyStatus(id, { status: 'burned', burnedAt: now })
    const details = { key: id, algorithm: key.algorithm, was: key.status }
    await recordEvent({ type: 'key_burned', ...byOperator(operator, from), details }, now)
    if (isDerived) return { ok: true, active: null }
    const ring = await fillKeyRing(tokenAlgorithm, fresh, now, byOperator(operator, from))
    return { ok: true, active: ring.active }
  })
  if (result.ok) await coverByAnotherKey(now)
  return result
}

/** What a burned key has signed proves nothing any more, of the audit log neither. */
async function coverByAnotherKey(now: Date): Promise<void> {
  try {
    await sealAndCount()
    await makeCheckpoint(now)
  } catch (error) {
    // The key is burned all the same, and the next minute makes good for it.
    if (!isUnavailable(error)) throw error
  }
}
