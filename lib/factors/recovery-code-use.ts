/** Tells the owner of a recovery code that it was used. */
import type { SessionId, UserId } from '@/lib/base/ids'
import type { SeenFrom } from '@/lib/events/events'
import { byOwner, recordEvent } from '@/lib/events/record'
import { recoveryCodesOf } from './recovery-codes'

/**
 * A recovery code may have been found by a stranger: its owner hears of each use. Call inside the
 * transaction that uses it up.
 */
export async function recordRecoveryCodeUse(
  { userId, sessionId }: { readonly userId: UserId; readonly sessionId: SessionId },
  from: SeenFrom,
  now: Date,
): Promise<void> {
  const left = (await recoveryCodesOf(userId))?.left ?? 0
  const type = 'authn_recovery_code_used'
  await recordEvent({ type, ...byOwner(userId), sessionId, from, details: { left } }, now)
}
