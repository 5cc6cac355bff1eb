/** Has the next key sign. */
import { transactionOver } from '@/db/connection'
import {
  findActiveSigningKey,
  findNextSigningKey,
  updateSigningKeyStatus,
} from '@/db/queries/signing-keys'
import { env } from '@/lib/env'
import type { SeenFrom } from '@/lib/events/events'
import { assertMay, byOperator, type Operator } from '@/lib/permissions/operator'
import { confirmOperator } from '@/lib/permissions/rules'
import { after } from '@/lib/time'
import { fillKeyRing, type Ring } from './key-ring'
import { PUBLISHED_AHEAD } from './publication'
import { newSigningKey } from './signing-keys'

export type RotateResult =
  | ({ ok: true } & Ring)
  | { ok: false; reason: 'derived' }
  | { ok: false; reason: 'too-soon'; readyAt: Date }

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
  const fresh = await newSigningKey(tokenAlgorithm, now)
  return transactionOver(['keys', 'roles'], async () => {
    await confirmOperator(operator, 'keys:rotate')
    const next = await findNextSigningKey(tokenAlgorithm)
    const readyAt = after(next?.createdAt ?? now, PUBLISHED_AHEAD)
    if (readyAt > now) return { ok: false, reason: 'too-soon', readyAt }
    const active = await findActiveSigningKey(tokenAlgorithm)
    if (active) await updateSigningKeyStatus(active.id, { status: 'retiring', retiredAt: now })
    const ring = await fillKeyRing(tokenAlgorithm, [fresh], now, byOperator(operator, from))
    return { ok: true, ...ring }
  })
}
