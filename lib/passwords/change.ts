/** Changes the password of a user who knows the current one. */
import { lockOf, transaction, afterCommit } from '@/db/connection'
import { deleteOneTimeTokensOf } from '@/db/queries/one-time-tokens'
import { findSessionForRefresh } from '@/db/queries/session-lookups'
import type { SessionRecord } from '@/db/queries/sessions'
import {
  findPasswordHash,
  raiseUserVersion,
  replacePassword,
  type NewPassword,
} from '@/db/queries/users'
import { env } from '@/lib/base/env'
import type { SeenFrom } from '@/lib/events/events'
import { byOwner, recordEvent } from '@/lib/events/record'
import { missingFor } from '@/lib/factors/second-factor'
import { PASSWORD_CHANGE_GUESSES, PASSWORD_CHANGE_ATTEMPTS } from '@/lib/rate-limits/limits'
import { forget, giveBack } from '@/lib/rate-limits/take'
import { tried, type Busy, type Throttled } from '@/lib/rate-limits/tried'
import type { Actor } from '@/lib/sessions/authenticate'
import { endReplacedSession } from '@/lib/sessions/end/one'
import { isLiving } from '@/lib/sessions/living'
import { startSession } from '@/lib/sessions/start'
import { issueTokens, type SessionTokens } from '@/lib/sessions/issue'
import { count } from '@/lib/telemetry/metrics'
import { methodsIn } from '@/lib/tokens/acr'
import { checkPassword, hashPassword } from './hash'
import { refusalOfImpossiblePassword, refusalOfNewPassword, type PasswordRefusal } from './policy'
import { judgePassword } from './strength'

export interface PasswordChange {
  readonly current: string
  readonly next: string
  readonly from: SeenFrom
}

export type PasswordChangeRefusal =
  | 'wrong-current'
  | 'same-as-current'
  /** The password was changed, or the actor's session ended, in the meantime. */
  | 'overtaken'
  | PasswordRefusal

export type PasswordChangeResult =
  | { ok: true; tokens: SessionTokens }
  | { ok: false; reason: PasswordChangeRefusal }
  | Throttled
  | Busy

/**
 * Changes the actor's password, ends all their sessions, and starts a new session for this client.
 * Stolen tokens and the old password are useless afterwards.
 *
 * @throws Unavailable; nothing has changed then.
 * @see OWASP ASVS 6.2.3 and 7.4.3
 */
export async function changePassword(
  actor: Actor,
  change: PasswordChange,
  now = new Date(),
): Promise<PasswordChangeResult> {
  const result = await tryToChange(actor, change, now)
  count('passwordChanges', { result: result.ok ? 'success' : resultLabel(result.reason) })
  return result
}

function resultLabel(reason: Exclude<PasswordChangeResult, { ok: true }>['reason']) {
  return isUnfit(reason) ? 'unfit' : reason
}

/** The metric does not say what is wrong with a new password. */
function isUnfit(reason: string): reason is PasswordRefusal | 'same-as-current' {
  return reason === 'same-as-current' || reason.startsWith('password-')
}

async function tryToChange(
  actor: Actor,
  { current, next, from }: PasswordChange,
  now: Date,
): Promise<PasswordChangeResult> {
  const refusal = refusalOfNewPassword(next, env().passwordMinLength)
  if (refusal) return { ok: false, reason: refusal }
  if (refusalOfImpossiblePassword(current)) return { ok: false, reason: 'wrong-current' }
  if (next.normalize('NFC') === current.normalize('NFC')) {
    return { ok: false, reason: 'same-as-current' }
  }
  const limits = limitsFor(actor)
  return tried([...limits.guesses, limits.all], now, async () => {
    const result = await judgeAndChange(actor, { current, next, from }, now)
    if (!result.ok && result.reason !== 'wrong-current') {
      await transaction({ locks: 'none' }, () => giveBack(limits.guesses))
    }
    return result
  })
}

function limitsFor({ userId }: Actor) {
  return {
    guesses: PASSWORD_CHANGE_GUESSES.map((limit) => ({ limit, key: [userId] })),
    all: { limit: PASSWORD_CHANGE_ATTEMPTS, key: [userId] },
  }
}

/** @throws HashingBusy */
async function judgeAndChange(
  actor: Actor,
  { current, next, from }: PasswordChange,
  now: Date,
): Promise<PasswordChangeResult> {
  const { refusal, strength } = await judgePassword(next, actor)
  if (refusal) return { ok: false, reason: refusal }
  const stored = await findPasswordHash(actor.userId)
  if ((await checkPassword(current, stored)) === 'wrong' || stored === null) {
    const { userId, sessionId } = actor
    await transaction({ locks: 'none' }, () =>
      recordEvent({ type: 'authn_password_change_fail', ...byOwner(userId), sessionId, from }, now),
    )
    return { ok: false, reason: 'wrong-current' }
  }
  const password = { hash: await hashPassword(next), strength }
  const hashes = { from: stored, to: password }
  const session = await transaction({ locks: lockOf(actor.userId) }, () =>
    replace(actor, hashes, from, now),
  )
  return session
    ? { ok: true, tokens: await issueTokens(session, now) }
    : { ok: false, reason: 'overtaken' }
}

/**
 * The whole change, under the write lock. Null when the session has ended or the password has
 * changed in the meantime: the first change wins.
 */
async function replace(
  actor: Actor,
  hashes: { from: string; to: NewPassword },
  from: SeenFrom,
  now: Date,
): Promise<SessionRecord | null> {
  const { userId, sessionId, accessTokenId, accessExpiresAt } = actor
  const found = await findSessionForRefresh(sessionId, accessTokenId)
  if (!found || found.tokenRevoked || !isLiving(found, now)) return null
  if (!(await replacePassword(userId, hashes.from, hashes.to, now))) return null

  const accessToken = { id: accessTokenId, expiresAt: accessExpiresAt }
  await endReplacedSession({ session: found.session, accessToken, reused: null }, from, now)
  await raiseUserVersion(userId, now)
  // A user may change the password because a link leaked, so the link must stop working.
  await deleteOneTimeTokensOf(userId)
  afterCommit(() => count('endings', { reason: 'password-change' }))
  const { kind, persistent } = found.session
  const version = found.user.version + 1
  // The second factor, if it was shown, was shown by the same user.
  const amr = methodsIn(found.session.amr)
  // The password alone is no new proof where a grave act asks for a code as well.
  const asksMore = (await missingFor(userId, ['pwd'], now)) !== null
  // Nor is it a proof by the passkey that the session began with.
  const isProof = !asksMore && amr.every((method) => method === 'pwd')
  const authTime = isProof ? now : found.session.authTime
  const { recoveryUntil } = found.session
  const input = { userId, version, kind, persistent, from, amr, authTime, recoveryUntil }
  const session = await startSession(input, now)
  await recordEvent(
    { type: 'authn_password_change', ...byOwner(userId), sessionId: session.id, from },
    now,
  )
  await forget(limitsFor(actor).guesses)
  return session
}
