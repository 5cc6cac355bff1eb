/** Rotates the signing keys. */
import { transaction } from '@/db/connection'
import {
  findActiveSigningKey,
  findNextSigningKey,
  type SigningKeyRecord,
} from '@/db/queries/signing-keys'
import { env } from '@/lib/base/env'
import type { SeenFrom } from '@/lib/events/events'
import { assertMay, byOperator, type Operator } from '@/lib/permissions/operator'
import { confirmOperator } from '@/lib/permissions/authority-rules'
import { activateNextKey, type Step } from './key-ring'
import { rotationDueAt } from './publication'
import { newSigningKey, openPrivate, type PairAlgorithm } from './signing-keys'

export type RotateResult = Step | { ok: false; reason: 'derived' }

/**
 * The next key signs from now on, the previous one verifies until its last token expires, and a new
 * one is published and waits. No user is signed out.
 *
 * @returns `derived` if `TOKEN_ALGORITHM` is HS256: that key comes from `AUTH_SECRET`, and changes
 *   with it; `too-soon` while other services may not know the next key yet.
 * @throws NotAllowed, Unavailable
 */
export async function rotateKeys(
  operator: Operator,
  from?: SeenFrom,
  now = new Date(),
): Promise<RotateResult> {
  assertMay(operator, 'keys:rotate')
  const { tokenAlgorithm } = env()
  if (tokenAlgorithm === 'HS256') return { ok: false, reason: 'derived' }
  const fresh = await newWaitingKey(tokenAlgorithm, now)
  return transaction({ locks: ['keys', 'roles'] }, async () => {
    await confirmOperator(operator, 'keys:rotate')
    return activateNextKey(fresh, now, byOperator(operator, from))
  })
}

/**
 * Rotates once the active key has signed for `KEY_ROTATION`. Any number of instances may call it at
 * once: one of them rotates.
 *
 * @returns true if this instance rotated.
 * @throws Unavailable, also if the next key does not open: the active key goes on signing.
 */
export async function rotateWhenDue(now = new Date()): Promise<boolean> {
  const { tokenAlgorithm } = env()
  if (tokenAlgorithm === 'HS256' || !(await isDue(tokenAlgorithm, now))) return false
  const fresh = await newWaitingKey(tokenAlgorithm, now)
  return transaction({ locks: ['keys'] }, async () => {
    // Another instance may have been first.
    if (!(await isDue(tokenAlgorithm, now))) return false
    const step = await activateNextKey(fresh, now, { actorId: 'system' })
    return step.ok
  })
}

async function isDue(algorithm: PairAlgorithm, now: Date): Promise<boolean> {
  const active = await findActiveSigningKey(algorithm)
  const dueAt = rotationDueAt(active, await findNextSigningKey(algorithm))
  return dueAt !== null && dueAt <= now
}

/** Creates the next key to wait, unless the waiting key could not sign. */
async function newWaitingKey(algorithm: PairAlgorithm, now: Date): Promise<SigningKeyRecord> {
  const next = await findNextSigningKey(algorithm)
  if (next) await openPrivate(next)
  return newSigningKey(algorithm, now)
}
