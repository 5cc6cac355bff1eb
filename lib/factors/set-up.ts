/** Sets up an authenticator app, and takes it away again. */
import { lockOf, transaction } from '@/db/connection'
import {
  confirmAuthenticatorRow,
  deleteAuthenticator,
  findAuthenticator,
  insertAuthenticator,
  type AuthenticatorRecord,
} from '@/db/queries/authenticators'
import { forgetFactorAskedAt } from '@/db/queries/factor-demands'
import { deleteDeviceTrust } from '@/db/queries/known-devices'
import { deletePendingLogInsOf } from '@/db/queries/pending-log-ins'
import { deleteRecoveryCodes } from '@/db/queries/recovery-codes'
import { deleteRecoveryOf } from '@/db/queries/sessions'
import type { UserId } from '@/lib/base/ids'
import { addSeconds } from '@/lib/base/time'
import { brand } from '@/lib/brand/brand'
import type { EventType, SeenFrom } from '@/lib/events/events'
import { byOwner, recordEvent } from '@/lib/events/record'
import { sealText, unsealText } from '@/lib/keys/sealed'
import { CODES_OF_USER } from '@/lib/rate-limits/limits'
import { forget, takeAttempt } from '@/lib/rate-limits/take'
import { throttled, type Throttled } from '@/lib/rate-limits/tried'
import type { Actor } from '@/lib/sessions/authenticate'
import { livingSession } from '@/lib/sessions/confirm'
import { assertFactorRemains } from './demand'
import { PENDING_LIFE } from './pending'
import { renewRecoveryCodes } from './recovery-codes'
import { hasSecondFactor, isInUse } from './second-factor'
import { clockError, keyUri, newAuthenticatorSecret, readCode, stepOf } from './totp'

/**
 * Begins: the app is asked for nothing until its first code is right. Beginning anew voids a secret
 * that was never confirmed.
 *
 * @returns false if the user has an authenticator app already
 * @throws Unavailable
 */
export async function beginAuthenticator(actor: Actor, now = new Date()): Promise<boolean> {
  const { userId } = actor
  const secret = await sealText('factors', newAuthenticatorSecret())
  return transaction({ locks: lockOf(userId) }, async () => {
    if (await hasSecondFactor(userId, now)) return false
    await deleteAuthenticator(userId)
    await insertAuthenticator({ userId, ...secret, createdAt: now })
    return true
  })
}

export type AuthenticatorState =
  | { state: 'off' }
  /** `key` is what the app must hold, in Base32; `uri` is the same for its QR code. */
  | { state: 'begun'; key: string; uri: string }
  | { state: 'on'; since: Date; lastUsedAt: Date }

/** The actor's authenticator app. @throws Unavailable */
export async function authenticatorOf(
  { userId, email }: Actor,
  now = new Date(),
): Promise<AuthenticatorState> {
  const authenticator = await findAuthenticator(userId)
  if (!authenticator) return { state: 'off' }
  if (authenticator.confirmedAt && !isInUse(authenticator, now)) return { state: 'off' }
  const { confirmedAt, lastUsedAt } = authenticator
  if (confirmedAt) return { state: 'on', since: confirmedAt, lastUsedAt: lastUsedAt ?? confirmedAt }
  const key = isForgotten(authenticator, now) ? null : await unsealText('factors', authenticator)
  if (key === null) return { state: 'off' }
  return { state: 'begun', key, uri: keyUri(key, { product: brand().name, email }) }
}

export type ConfirmedAuthenticator =
  | { ok: true; codes: string[] }
  /** `gone`: it was begun anew, confirmed or removed in the meantime. */
  | { ok: false; reason: 'wrong-code'; clock?: number }
  | { ok: false; reason: 'gone' }
  | Throttled

/**
 * Turns the authenticator app on by its first code, which cannot log in afterwards.
 *
 * @returns new recovery codes, which nobody can read again
 * @throws Unavailable
 */
export async function confirmAuthenticator(
  actor: Actor,
  { code, from }: { code: string; from: SeenFrom },
  now = new Date(),
): Promise<ConfirmedAuthenticator> {
  const { userId } = actor
  const tries = CODES_OF_USER.map((limit) => ({ limit, key: [userId, 'set-up'] }))
  const wait = await takeAttempt(tries)
  if (wait !== null) return throttled(wait, now)
  return transaction({ locks: lockOf(userId) }, async (): Promise<ConfirmedAuthenticator> => {
    // Else it would outlast the log-out everywhere that this request raced.
    if (!(await livingSession(actor, now))) return { ok: false, reason: 'gone' }
    const authenticator = await findAuthenticator(userId)
    if (!authenticator || authenticator.confirmedAt) return { ok: false, reason: 'gone' }
    if (isForgotten(authenticator, now)) return { ok: false, reason: 'gone' }
    const secret = await unsealText('factors', authenticator)
    if (secret === null) return { ok: false, reason: 'gone' }
    const check = judgeFirstCode(secret, code, now)
    if (!check.ok) return check
    const codes = await turnOn(userId, check.step, now)
    await record(actor, 'authn_factor_added', from, now)
    await forget(tries)
    return { ok: true, codes }
  })
}

/**
 * Nobody comes back to a set-up after so long but a user who does not know of it: a thief may have begun
 * it, and hold the key that the user would scan.
 */
function isForgotten({ createdAt }: AuthenticatorRecord, now: Date): boolean {
  return now >= addSeconds(createdAt, PENDING_LIFE)
}

type FirstCode = { ok: true; step: number } | { ok: false; reason: 'wrong-code'; clock?: number }

/** Whether the app holds the secret: `step` is the time step of its code. */
export function judgeFirstCode(secret: string, code: string, now: Date): FirstCode {
  const digits = readCode(code)
  const step = digits === null ? null : stepOf(secret, digits, now)
  if (step !== null) return { ok: true, step }
  const clock = digits === null ? null : clockError(secret, digits, now)
  return { ok: false, reason: 'wrong-code', ...(clock !== null && { clock }) }
}

/**
 * Turns on the app that was begun. Call inside a transaction over the user.
 *
 * @param step of the first code, which cannot log in afterwards
 * @returns new recovery codes
 */
export async function turnOn(userId: UserId, step: number, now: Date): Promise<string[]> {
  await confirmAuthenticatorRow(userId, step, now)
  await voidWaiting(userId)
  return renewRecoveryCodes(userId, now)
}

/**
 * Takes the authenticator app away, and the recovery codes with it.
 *
 * @returns false if there was none
 * @throws FactorDemanded, Unavailable
 */
export async function removeAuthenticator(
  actor: Actor,
  from: SeenFrom,
  now = new Date(),
): Promise<boolean> {
  const { userId } = actor
  return transaction({ locks: lockOf(userId) }, async () => {
    const wasOn = await deleteAuthenticator(userId)
    if (wasOn === null) return false
    if (!wasOn) return true
    await assertFactorRemains(userId, now)
    await deleteRecoveryCodes(userId)
    await voidWaiting(userId)
    await record(actor, 'authn_factor_removed', from, now)
    return true
  })
}

/**
 * New recovery codes; those from before stop working.
 *
 * @returns null if the user has no second factor that they could stand in for
 * @throws Unavailable
 */
export async function renewCodes(
  actor: Actor,
  from: SeenFrom,
  now = new Date(),
): Promise<string[] | null> {
  const { userId } = actor
  return transaction({ locks: lockOf(userId) }, async () => {
    if (!(await hasSecondFactor(userId, now))) return null
    const codes = await renewRecoveryCodes(userId, now)
    await record(actor, 'authn_recovery_codes_created', from, now)
    return codes
  })
}

/**
 * What was allowed by other factors than those of now: log-ins that wait, trusted browsers, and that a
 * session which a recovery code began may change the factors. Who loses the new ones some day, by an
 * administrator, is asked for others anew.
 */
export async function voidWaiting(userId: UserId): Promise<void> {
  await deletePendingLogInsOf(userId)
  await deleteDeviceTrust(userId)
  await deleteRecoveryOf(userId)
  await forgetFactorAskedAt(userId)
}

function record(
  { userId, sessionId }: Actor,
  type: EventType,
  from: SeenFrom,
  now: Date,
): Promise<void> {
  return recordEvent({ type, ...byOwner(userId), sessionId, from }, now)
}
