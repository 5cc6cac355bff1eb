/** Removes second factors that their owner has lost, or that another user set up. */
import { afterCommit } from '@/db/connection'
import {
  cancelRemoval,
  deleteAuthenticator,
  findAuthenticator,
  planRemoval,
} from '@/db/queries/authenticators'
import { deleteRecoveryCodes } from '@/db/queries/recovery-codes'
import { raiseUserVersion } from '@/db/queries/users'
import type { UserId } from '@/lib/base/ids'
import { addSeconds, DAY } from '@/lib/base/time'
import type { SeenFrom } from '@/lib/events/events'
import { byOwner, recordEvent } from '@/lib/events/record'
import { countPasskeys } from '@/db/queries/passkeys'
import { removePasskeys } from '@/lib/passkeys/manage'
import { isUsable } from '@/lib/passkeys/usable'
import { actOn, type TargetRefusal } from '@/lib/permissions/authority-rules'
import { byOperator, type Operator } from '@/lib/permissions/operator'
import { count } from '@/lib/telemetry/metrics'
import { factorsOf, type UserFactors } from './of-user'
import { isInUse } from './second-factor'
import { voidWaiting } from './set-up'

/** In seconds; the mail to the user, and the words of the form, name it. */
const DELAY = DAY
/** Of a reason, in characters; the words of the refusal name it. */
export const MAX_REASON = 300

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
  /** At once, also if the user could still log in with a recovery code or a passkey. */
  readonly isNow?: boolean
}

/** `already`: it is planned. */
export type ResetFactorsRefusal =
  | TargetRefusal
  | 'no-factor'
  | 'no-reason'
  | 'long-reason'
  | 'already'

export type ResetFactorsResult =
  | { ok: true; dueAt: Date }
  | { ok: false; reason: ResetFactorsRefusal }

/** Why a reason cannot be recorded. */
export function reasonFault(reason: string): 'no-reason' | 'long-reason' | null {
  if (reason === '') return 'no-reason'
  return reason.length > MAX_REASON ? 'long-reason' : null
}

/**
 * Removes the authenticator app, and ends all sessions. A user who still has recovery codes or a
 * passkey hears of it by mail first, and it counts a day later: an attacker may have asked for it in
 * their name. A code that is used until then keeps the app. At once, it removes the passkeys too.
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
  const fault = reasonFault(said)
  if (fault) return { ok: false, reason: fault }
  return actOn(userId, operator, 'users:reset-factors', async (): Promise<ResetFactorsResult> => {
    const authenticator = await findAuthenticator(userId)
    const hasApp = authenticator !== null && isInUse(authenticator, now)
    if (!hasApp && !(isNow && (await countPasskeys(userId)) > 0))
      return { ok: false, reason: 'no-factor' }
    const dueAt =
      isNow || !waitsForRemoval(await factorsOf(userId, now)) ? now : addSeconds(now, DELAY)
    // Asked again, it would only be later.
    if (dueAt > now && authenticator?.removalDueAt) return { ok: false, reason: 'already' }
    if (dueAt > now) await planRemoval(userId, dueAt)
    else {
      await deleteAuthenticator(userId)
      await deleteRecoveryCodes(userId)
      // They may be lost with the phone, or be an intruder's.
      if (isNow) await removePasskeys(userId, byOperator(operator, from), now)
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

/**
 * Whether a removal waits for a day: the user can still log in without the app, and so has not lost
 * everything.
 */
export function waitsForRemoval({ recoveryCodes, passkeys }: UserFactors): boolean {
  return (recoveryCodes?.left ?? 0) > 0 || passkeys.some(isUsable)
}

export type KeepFactorsRefusal = TargetRefusal | 'not-planned'

/**
 * Takes a planned removal back: the factor stays.
 *
 * @throws NotAllowed, Unavailable
 */
export async function keepFactors(
  operator: Operator,
  { userId }: { readonly userId: UserId },
  from?: SeenFrom,
  now = new Date(),
): Promise<{ ok: true } | { ok: false; reason: KeepFactorsRefusal }> {
  return actOn(userId, operator, 'users:reset-factors', async () => {
    if (!(await cancelRemoval(userId, now))) return { ok: false, reason: 'not-planned' }
    const event = { type: 'authn_factor_reset_undone', ...byOperator(operator, from) } as const
    await recordEvent({ ...event, userId }, now)
    return { ok: true }
  })
}
