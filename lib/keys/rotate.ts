/** Has the next key sign. */
import { transactionOver } from '@/db/connection'
import {
  findActiveSigningKey,
  findNextSigningKey,
  type SigningKeyRecord,
} from '@/db/queries/signing-keys'
import { env } from '@/lib/base/env'
import type { SeenFrom } from '@/lib/events/events'
import { assertMay, byOperator, type Operator } from '@/lib/permissions/operator'
import { confirmOperator } from '@/lib/permissions/authority-rules'
import { stepOn, type Step } from './key-ring'
import { rotationDueAt } from './publication'
import { newSigningKey, openPrivate, type PairAlgorithm } from './signing-keys'

export type RotateResult = Step | { ok: false; reason: 'derived' }

/**
 * The next key signs from now on, the one before goes on verifying until its last token has died,
 * and a new one is published to wait. Nobody is signed out.
 *
 * @returns `derived` where `TOKEN_ALGORITHM` is HS256: that key comes from `AUTH_SECRET`, and
 *   changes with it; `too-soon` while other services may not know the next key yet.
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
  const fresh = await successor(tokenAlgorithm, now)
  return transactionOver(['keys', 'roles'], async () => {
    await confirmOperator(operator, 'keys:rotate')
    return stepOn(fresh, now, byOperator(operator, from))
  })
}

/**
 * The same once the key that signs has done so for `KEY_ROTATION`. Any number of copies may ask at
 * once: one of them does it.
 *
 * @returns whether it was done here.
 * @throws Unavailable, when the next key does not open too: the one that signs goes on.
 */
export async function rotateWhenDue(now = new Date()): Promise<boolean> {
  const { tokenAlgorithm } = env()
  if (tokenAlgorithm === 'HS256' || !(await isDue(tokenAlgorithm, now))) return false
  const fresh = await successor(tokenAlgorithm, now)
  return transactionOver(['keys'], async () => {
    // Another copy may have been here first.
    if (!(await isDue(tokenAlgorithm, now))) return false
    const step = await stepOn(fresh, now, { actorId: 'system' })
    return step.ok
  })
}

async function isDue(algorithm: PairAlgorithm, now: Date): Promise<boolean> {
  const active = await findActiveSigningKey(algorithm)
  const dueAt = rotationDueAt(active, await findNextSigningKey(algorithm))
  return dueAt !== null && dueAt <= now
}

/** The key that will wait. None is made where the one that waits now could not sign. */
async function successor(algorithm: PairAlgorithm, now: Date): Promise<SigningKeyRecord> {
  const next = await findNextSigningKey(algorithm)
  if (next) await openPrivate(next)
  return newSigningKey(algorithm, now)
}
