/** Checks a code of an authenticator app, or a recovery code, and uses it up. */
import { cancelRemoval, findAuthenticator, takeStep } from '@/db/queries/authenticators'
import type { UserId } from '@/lib/base/ids'
import { byOwner, recordEvent } from '@/lib/events/record'
import { unsealText } from '@/lib/keys/sealed'
import { readRecoveryCode, spendRecoveryCode } from './recovery-codes'
import { hasSecondFactor, isInUse, type FactorMethod } from './second-factor'
import { clockError, readCode, stepOf } from './totp'

export type CodeCheck =
  | { ok: true; by: FactorMethod }
  /** `clock`: by how many minutes the clock of the app is wrong, if that is why. */
  | { ok: false; clock?: number }

/**
 * Checks a code, which works only once. A right one keeps a factor that an administrator was going to
 * remove: its owner can log in. Call inside a transaction over the user.
 *
 * @throws Unavailable
 */
export async function spendCode(userId: UserId, text: string, now: Date): Promise<CodeCheck> {
  const check = await tryToSpend(userId, text, now)
  if (check.ok && (await cancelRemoval(userId, now))) {
    await recordEvent({ type: 'authn_factor_reset_undone', ...byOwner(userId) }, now)
  }
  return check
}

async function tryToSpend(userId: UserId, text: string, now: Date): Promise<CodeCheck> {
  const code = readCode(text)
  if (code !== null) return spendAuthenticatorCode(userId, code, now)
  const recovery = readRecoveryCode(text)
  // They stand in for an app: without one they are worth nothing.
  if (recovery === null || !(await hasSecondFactor(userId, now))) return { ok: false }
  const isRight = await spendRecoveryCode(userId, recovery, now)
  return isRight ? { ok: true, by: 'recovery-code' } : { ok: false }
}

async function spendAuthenticatorCode(userId: UserId, code: string, now: Date): Promise<CodeCheck> {
  const authenticator = await findAuthenticator(userId)
  if (!authenticator || !isInUse(authenticator, now)) return { ok: false }
  const secret = await unsealText('factors', authenticator)
  if (secret === null) return { ok: false }
  const step = stepOf(secret, code, now)
  if (step !== null) {
    return (await takeStep(userId, step, now)) ? { ok: true, by: 'authenticator' } : { ok: false }
  }
  const clock = clockError(secret, code, now)
  return clock === null ? { ok: false } : { ok: false, clock }
}
