/**
 * Sessions that a recovery code began: their user has lost the second factor, and must be able to
 * replace it without showing it.
 */
import { lockOf, transaction } from '@/db/connection'
import { findPasswordHash } from '@/db/queries/users'
import { HOUR } from '@/lib/base/time'
import type { SeenFrom } from '@/lib/events/events'
import { checkPassword } from '@/lib/passwords/hash'
import { refusalOfImpossiblePassword } from '@/lib/passwords/policy'
import { PASSWORD_CHANGE_GUESSES } from '@/lib/rate-limits/limits'
import { forget } from '@/lib/rate-limits/take'
import { tried } from '@/lib/rate-limits/tried'
import { count } from '@/lib/telemetry/metrics'
import type { Actor } from './authenticate'
import { livingSession, recordConfirmation, type ConfirmResult } from './confirm'

/** In seconds, from the log-in on. */
export const RECOVERY_LIFE = HOUR

/** True while the actor may change second factors with the password alone. */
export function isRecovering(
  { recoveryUntil }: Pick<Actor, 'recoveryUntil'>,
  now = new Date(),
): boolean {
  return recoveryUntil !== null && now < recoveryUntil
}

type Refusal = Exclude<ConfirmResult, { ok: true }>

/**
 * Checks the password of an actor who is recovering. Only for an act that changes second factors, and
 * comes with it.
 *
 * It issues no token, so it is a proof for this act and for no other: a copy of the session, also one
 * that is made later, gains nothing by it.
 *
 * @throws Unavailable
 */
export async function checkWhileRecovering(
  actor: Actor,
  { password, from }: { readonly password: string; readonly from: SeenFrom },
  now = new Date(),
): Promise<{ ok: true } | Refusal> {
  const result = await tryToCheck(actor, password, from, now)
  count('confirmations', { result: result.ok ? 'success' : result.reason })
  return result
}

async function tryToCheck(
  actor: Actor,
  password: string,
  from: SeenFrom,
  now: Date,
): Promise<{ ok: true } | Refusal> {
  if (refusalOfImpossiblePassword(password)) return { ok: false, reason: 'wrong-password' }
  const guesses = PASSWORD_CHANGE_GUESSES.map((limit) => ({ limit, key: [actor.userId] }))
  return tried(guesses, now, async (): Promise<{ ok: true } | Refusal> => {
    const stored = await findPasswordHash(actor.userId)
    if ((await checkPassword(password, stored)) === 'wrong' || stored === null) {
      await transaction({ locks: 'none' }, () =>
        recordConfirmation(actor, 'authn_confirm_fail', from, now),
      )
      return { ok: false, reason: 'wrong-password' }
    }
    return transaction(
      { locks: lockOf(actor.userId) },
      async (): Promise<{ ok: true } | Refusal> => {
        const session = await livingSession(actor, now)
        const isSame = (await findPasswordHash(actor.userId)) === stored
        // Another factor may have been set up since the request was let in.
        if (!session || !isSame || !isRecovering(session, now)) {
          return { ok: false, reason: 'overtaken' }
        }
        await recordConfirmation(actor, 'authn_confirm', from, now)
        await forget(guesses)
        return { ok: true }
      },
    )
  })
}
