/** Rotates the signing keys. */
import { transaction } from '@/db/connection'
import {
  findActiveSigningKey,
  findNextSigningKey,
  type SigningKeyRecord,
} from '@/db/queries/signing-keys'
import type { SeenFrom } from '@/lib/events/events'
import { assertMay, byOperator, type Operator } from '@/lib/permissions/operator'
import { confirmOperator } from '@/lib/permissions/authority-rules'
import { activateNextKey, type Step } from './key-ring'
import { wantedLines } from './lines'
import { rotationDueAt } from './publication'
import { newSigningKey, openPrivate, type PairAlgorithm } from './signing-keys'

export type RotateResult = Step | { ok: false; reason: 'derived' }

/**
 * The next key of each line signs from now on, the previous one verifies until its last token expires, and a new
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
  const [main, ...others] = await freshOfEach(await wantedLines(), now)
  if (!main) return { ok: false, reason: 'derived' }
  return transaction({ locks: ['keys', 'roles'] }, async () => {
    await confirmOperator(operator, 'keys:rotate')
    const by = byOperator(operator, from)
    const step = await activateNextKey(main, now, by)
    // One that other services do not know yet goes on waiting.
    if (step.ok) for (const fresh of others) await activateNextKey(fresh, now, by)
    return step
  })
}

/**
 * Rotates each line once its active key has signed for `KEY_ROTATION`. Any number of instances may
 * call it at once: one of them rotates.
 *
 * @returns true if this instance rotated.
 * @throws Unavailable, also if the next key does not open: the active key goes on signing.
 */
export async function rotateWhenDue(now = new Date()): Promise<boolean> {
  const rotated: boolean[] = []
  for (const algorithm of await wantedLines()) rotated.push(await rotateLineWhenDue(algorithm, now))
  return rotated.includes(true)
}

async function rotateLineWhenDue(algorithm: PairAlgorithm, now: Date): Promise<boolean> {
  if (!(await isDue(algorithm, now))) return false
  const fresh = await newWaitingKey(algorithm, now)
  return transaction({ locks: ['keys'] }, async () => {
    // Another instance may have been first.
    if (!(await isDue(algorithm, now))) return false
    const step = await activateNextKey(fresh, now, { actorId: 'system' })
    return step.ok
  })
}

function freshOfEach(lines: readonly PairAlgorithm[], now: Date): Promise<SigningKeyRecord[]> {
  return Promise.all(lines.map((algorithm) => newWaitingKey(algorithm, now)))
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
