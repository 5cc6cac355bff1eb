/** Goes on with a log-in whose password was right, by a code of the second factor. */
import { lockOf, transaction } from '@/db/connection'
import { countPendingTry, takePendingLogIn } from '@/db/queries/pending-log-ins'
import type { SessionRecord } from '@/db/queries/sessions'
import { parseJson } from '@/lib/base/json'
import { addSeconds } from '@/lib/base/time'
import { hashOfDeviceSecret } from '@/lib/devices/device-secret'
import { knownDevicesOf } from '@/lib/devices/known-device'
import { trustBrowser } from '@/lib/devices/trust'
import { parseDetails } from '@/lib/events/details'
import type { SeenFrom } from '@/lib/events/events'
import { recordEvent } from '@/lib/events/record'
import { spendCode, type CodeCheck } from '@/lib/factors/check-code'
import { findPending, PENDING_TRIES, type OpenPendingLogIn } from '@/lib/factors/pending'
import { recordRecoveryCodeUse } from '@/lib/factors/recovery-code-use'
import { answerByRightCode, askAboutWrongCode } from '@/lib/incidents/wrong-code'
import { LOG_IN_CODES, LOG_IN_CODES_DEVICE } from '@/lib/rate-limits/limits'
import { forget, giveBack, takeAttempt, type Take } from '@/lib/rate-limits/take'
import { throttled, type Throttled } from '@/lib/rate-limits/tried'
import { count } from '@/lib/telemetry/metrics'
import type { Method } from '@/lib/tokens/acr'
import { identifySession, type IdentifiedSession, type PresentedTokens } from './identify'
import { issueTokens, type SessionTokens } from './issue'
import { startProvenSession, usersOf } from './log-in-session'
import { RECOVERY_LIFE } from './recovery'

export interface Completion {
  /** The token that the password was answered with. */
  readonly token: string
  /** A code of the authenticator app, or a recovery code, as it was typed. */
  readonly code: string
  readonly from: SeenFrom
  /** The tokens that the browser sent: their session ends. */
  readonly replaces?: PresentedTokens
  /** The secret of the browser's device cookie; absent for a client without cookies. */
  readonly deviceSecret?: string
  /** The user chose that this browser needs no code for a while. */
  readonly trusts?: boolean
}

export type CompletionResult =
  | { ok: true; tokens: SessionTokens; isKept?: true }
  /** The log-in must begin anew: it is too old, or had too many wrong codes. */
  | { ok: false; reason: 'log-in-expired' }
  /** `clock`: by how many minutes the clock of the app is wrong, if that is why. */
  | { ok: false; reason: 'wrong-code'; clock?: number }
  | Throttled

/**
 * Completes a log-in. A code works once, and of two requests at once one starts a session.
 *
 * @throws Unavailable; the log-in still waits then.
 * @see OWASP ASVS 6.5
 */
export async function completeLogIn(
  completion: Completion,
  now = new Date(),
): Promise<CompletionResult> {
  const result = await tryToComplete(completion, now)
  count('logIns', { result: result.ok ? 'success' : result.reason })
  return result
}

async function tryToComplete(completion: Completion, now: Date): Promise<CompletionResult> {
  const { token, replaces, deviceSecret } = completion
  const found = await findPending(token, now)
  if (!found) return { ok: false, reason: 'log-in-expired' }
  const { userId } = found.pending
  const { hasThis, hasLoggedInHere } = await knownDevicesOf(userId, deviceSecret ?? null)
  const limits = limitsOf(userId, hasThis ? deviceSecret : undefined)
  const wait = await takeAttempt(limits)
  if (wait !== null) return throttled(wait, now)
  const replaced = replaces ? await identifySession(replaces, now) : null
  const locks = usersOf(userId, replaced).flatMap(lockOf)
  const result = await transaction({ locks }, async () => {
    // Under the lock: a code counts only while the log-in still waits.
    const open = await findPending(token, now)
    if (!open) return null
    const check = await spendCode(userId, completion.code, now)
    if (!check.ok) {
      await recordWrongCode(open, { from: completion.from, isKnown: hasLoggedInHere }, now)
      return check
    }
    if (!(await takePendingLogIn(open.pending.hash))) return null
    await (hasThis ? forget(limits) : giveBack(limits))
    return start(open, completion, { check, replaced }, now)
  })
  if (result === null) return { ok: false, reason: 'log-in-expired' }
  if ('ok' in result) {
    const { clock } = result
    return { ok: false, reason: 'wrong-code', ...(clock !== undefined && { clock }) }
  }
  const isKept = found.user.deletionDueAt !== null
  return { ok: true, tokens: await issueTokens(result, now), ...(isKept && { isKept }) }
}

/** A known device has tries of its own, which strangers cannot use up. */
function limitsOf(userId: string, deviceSecret: string | undefined): Take[] {
  return deviceSecret === undefined
    ? LOG_IN_CODES.map((limit) => ({ limit, key: [userId] }))
    : LOG_IN_CODES_DEVICE.map((limit) => ({
        ...{ limit, key: [userId, hashOfDeviceSecret(deviceSecret)] },
      }))
}

type RightCode = Extract<CodeCheck, { ok: true }>

async function start(
  { pending, user }: OpenPendingLogIn,
  { from, deviceSecret, trusts = false }: Completion,
  { check, replaced }: { check: RightCode; replaced: IdentifiedSession | null },
  now: Date,
): Promise<SessionRecord> {
  const { userId, kind, persistent, deviceName, audience, novelty } = pending
  const amr: readonly Method[] = ['pwd', 'otp', 'mfa']
  const recoveryUntil = check.by === 'recovery-code' ? addSeconds(now, RECOVERY_LIFE) : null
  const session = await startProvenSession(
    {
      ...{ kind, persistent, deviceName, amr, from, replaced, deviceSecret, recoveryUntil },
      user: { userId, version: user.version, deletionDueAt: user.deletionDueAt },
      // Only `logIn` writes them.
      audience: audience === null ? null : (parseJson(audience) as string[]),
      novelty: novelty === null ? null : parseDetails(novelty),
    },
    now,
  )
  if (check.by === 'recovery-code') {
    await recordRecoveryCodeUse({ userId, sessionId: session.id }, from, now)
  }
  if (pending.tries > 0) await answerByRightCode(session, { since: pending.createdAt, from }, now)
  if (trusts && deviceSecret) await trustBrowser(pending, deviceSecret, now)
  return session
}

/** The password was right, so a wrong code from a stranger means that the password is known. */
async function recordWrongCode(
  { pending: { hash, userId }, user }: OpenPendingLogIn,
  { from, isKnown }: { from: SeenFrom; isKnown: boolean },
  now: Date,
): Promise<void> {
  const tries = await countPendingTry(hash)
  const details = {
    ...(isKnown ? {} : { device: 'new' }),
    ...(tries === PENDING_TRIES && { tries }),
  }
  if (!isKnown) await askAboutWrongCode(user, from, now)
  await recordEvent({ type: 'authn_code_fail', userId, from, details }, now)
}
