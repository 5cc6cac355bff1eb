/** Removes second factors that their owner has lost, or that another user set up. */
import { afterCommit } from '@/db/connection'
import { deleteAuthenticator, findAuthenticator, planRemoval } from '@/db/queries/authenticators'
import { deleteRecoveryCodes } from '@/db/queries/recovery-codes'
import { raiseUserVersion } from '@/db/queries/users'
import type { UserId } from '@/lib/base/ids'
import { addSeconds, DAY } from '@/lib/base/time'
import type { SeenFrom } from '@/lib/events/events'
import { byOwner, recordEvent } from '@/lib/events/record'
import { actOn, type TargetRefusal } from '@/lib/permissions/authority-rules'
import { byOperator, type Operator } from '@/lib/permissions/operator'
import { count } from '@/lib/telemetry/metrics'
import { recoveryCodesOf } from './recovery-codes'
import { isInUse } from './second-factor'
import { voidWaiting } from './set-up'

/** In seconds; the mail to the user names it. */
const DELAY = DAY

/** Removes what was set up since a point in time. Call inside a transaction over the user. */
export async function removeFactorsSince(
  userId: UserId,
  { leftAt, from }: { leftAt: Date; from: SeenFrom },
  now: Date,
): Promise<void> {
  const authenticator = await findAuthenticator(userId)
  if (!authenticator || (authenticator.confirmedAt ?? now) < leftAt) return
  await deleteAuthenticator(userId)
  await deleteRecoveryCodes(userId)
  await voidWaiting(userId)
  if (!authenticator.confirmedAt) return
  await recordEvent({ type: 'authn_factor_removed', ...byOwner(userId), from }, now)
}

interface Reset {
  readonly userId: UserId
  /** Why, as the administrator says; it is recorded. */
  readonly reason: string
  /** At once, also if the user could still log in with a recovery code. */
  readonly isNow?: boolean
}

export type ResetFactorsResult =
  { ok: true; dueAt: Date } | { ok: false; reason: TargetRefusal | 'no-factor' | 'no-reason' }

/**
 * Removes the second factor, and ends all sessions. A user who still has recovery codes hears of it
 * by mail first, and it counts a day later: an attacker may have asked for it in their name. A code
 * that is used until then keeps the factor.
 *
 * @throws NotAllowed, Unavailable
 */
export async function resetFactors(
  operator: Operator,
  { userId, reason, isNow = false }: Reset,
  from?: SeenFrom,
  now = new Date(),
): Promise<ResetFactorsResult> {
  const said = reason.trim()
  if (said === '') return { ok: false, reason: 'no-reason' }
  return actOn(userId, operator, 'users:reset-factors', async (): Promise<ResetFactorsResult> => {
    const authenticator = await findAuthenticator(userId)
    if (!authenticator || !isInUse(authenticator, now)) return { ok: false, reason: 'no-factor' }
    const left = (await recoveryCodesOf(userId))?.left ?? 0
    const dueAt = isNow || left === 0 ? now : addSeconds(now, DELAY)
    if (dueAt > now) await planRemoval(userId, dueAt)
    else {
      await deleteAuthenticator(userId)
      await deleteRecoveryCodes(userId)
    }
    await voidWaiting(userId)
    await raiseUserVersion(userId, now)
    afterCommit(() => count('endings', { reason: 'operator-all' }))
    const details = { reason: said, due: dueAt.toISOString() }
    const event = { type: 'authn_factor_reset', ...byOperator(operator, from), userId } as const
    await recordEvent({ ...event, details }, now)
    return { ok: true, dueAt }
  })
}
