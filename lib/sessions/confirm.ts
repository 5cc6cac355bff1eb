/** Lets a signed-in user prove again who they are, before a grave act. */
import { lockOf, transaction } from '@/db/connection'
import { findSessionForRefresh } from '@/db/queries/session-lookups'
import type { SessionRecord } from '@/db/queries/sessions'
import { findPasswordHash } from '@/db/queries/users'
import type { EventType, SeenFrom } from '@/lib/events/events'
import { byOwner, recordEvent } from '@/lib/events/record'
import { checkPassword } from '@/lib/passwords/hash'
import { refusalOfImpossiblePassword } from '@/lib/passwords/policy'
import { spendCode } from '@/lib/factors/check-code'
import { recordRecoveryCodeUse } from '@/lib/factors/recovery-code-use'
import { missingFor } from '@/lib/factors/second-factor'
import { CODES_OF_USER, PASSWORD_CHANGE_GUESSES } from '@/lib/rate-limits/limits'
import { forget, takeAttempt } from '@/lib/rate-limits/take'
import { throttled, tried, type Busy, type Throttled } from '@/lib/rate-limits/tried'
import { count } from '@/lib/telemetry/metrics'
import type { Method } from '@/lib/tokens/acr'
import type { Actor } from './authenticate'
import { issueAccessToken, type AccessToken } from './issue'
import { isLiving } from './living'

export interface Confirmation {
  readonly password: string
  /** A code of the second factor, as it was typed; users without one need none. */
  readonly code?: string
  readonly from: SeenFrom
}

export type ConfirmResult =
  | { ok: true; token: ConfirmedToken }
  /** `overtaken`: the password was changed, or the actor's session ended, in the meantime. */
  | { ok: false; reason: 'wrong-password' | 'code-missing' | 'overtaken' }
  /** `clock`: by how many minutes the clock of the app is wrong, if that is why. */
  | { ok: false; reason: 'wrong-code'; clock?: number }
  | Throttled
  | Busy

export interface ConfirmedToken extends AccessToken {
  readonly persistent: boolean
}

/**
 * Checks the actor's password, and the code of who has a second factor, and issues an access token whose `auth_time` is now.
 *
 * The proof is in this token and nowhere else: the session's row, and every refresh, keep the
 * `auth_time` of the log-in, so a copy of the session that was made before inherits nothing. The
 * token is of the same generation, for the same services, and the token that the actor showed stays
 * valid.
 *
 * @throws Unavailable
 * @see RFC 9470
 */
export async function confirmUser(
  actor: Actor,
  confirmation: Confirmation,
  now = new Date(),
): Promise<ConfirmResult> {
  const result = await tryToConfirm(actor, confirmation, now)
  count('confirmations', { result: result.ok ? 'success' : result.reason })
  return result
}

async function tryToConfirm(
  actor: Actor,
  { password, code = '', from }: Confirmation,
  now: Date,
): Promise<ConfirmResult> {
  if (refusalOfImpossiblePassword(password)) return { ok: false, reason: 'wrong-password' }
  const guesses = PASSWORD_CHANGE_GUESSES.map((limit) => ({ limit, key: [actor.userId] }))
  return tried(guesses, now, async (): Promise<ConfirmResult> => {
    const stored = await findPasswordHash(actor.userId)
    if ((await checkPassword(password, stored)) === 'wrong' || stored === null) {
      await transaction({ locks: 'none' }, () =>
        recordConfirmation(actor, 'authn_confirm_fail', from, now),
      )
      return { ok: false, reason: 'wrong-password' }
    }
    const codes = CODES_OF_USER.map((limit) => ({ limit, key: [actor.userId] }))
    const needsCode = (await missingFor(actor.userId, ['pwd'], now)) !== null
    if (needsCode && code.trim() === '') return { ok: false, reason: 'code-missing' }
    const wait = needsCode ? await takeAttempt(codes) : null
    if (wait !== null) return throttled(wait, now)
    const session = await transaction({ locks: lockOf(actor.userId) }, async () => {
      const living = await livingSession(actor, now)
      if (!living || (await findPasswordHash(actor.userId)) !== stored) return null
      // Under the lock: an app that was set up meanwhile asks for its code.
      if (!needsCode && (await missingFor(actor.userId, ['pwd'], now)) !== null)
        return 'code-missing'
      const check = needsCode ? await spendCode(actor.userId, code, now) : null
      if (check && !check.ok) {
        await recordConfirmation(actor, 'authn_confirm_fail', from, now)
        return check
      }
      await recordConfirmation(actor, 'authn_confirm', from, now)
      if (check?.by === 'recovery-code') await recordRecoveryCodeUse(actor, from, now)
      await forget(needsCode ? [...guesses, ...codes] : guesses)
      return living
    })
    if (!session) return { ok: false, reason: 'overtaken' }
    if (session === 'code-missing') return { ok: false, reason: session }
    if ('ok' in session) {
      const { clock } = session
      return { ok: false, reason: 'wrong-code', ...(clock !== undefined && { clock }) }
    }
    const amr: readonly Method[] = needsCode ? ['pwd', 'otp', 'mfa'] : ['pwd']
    return { ok: true, token: await confirmedToken(actor, session, amr, now) }
  })
}

/** The access token that says that the actor has just proved who they are. */
export async function confirmedToken(
  { generation, audience }: Actor,
  session: SessionRecord,
  amr: readonly Method[],
  now: Date,
): Promise<ConfirmedToken> {
  // A refresh may have raised the session's generation: this client has not shown that one.
  const own = { ...session, generation }
  const token = await issueAccessToken(own, { authTime: now, amr }, now, audience)
  return { ...token, persistent: session.persistent }
}

/** The actor's session, if it still lives. */
export async function livingSession(
  { sessionId, accessTokenId }: Actor,
  now: Date,
): Promise<SessionRecord | null> {
  const found = await findSessionForRefresh(sessionId, accessTokenId)
  return found && !found.tokenRevoked && isLiving(found, now) ? found.session : null
}

export function recordConfirmation(
  { userId, sessionId }: Actor,
  type: EventType,
  from: SeenFrom,
  now: Date,
): Promise<void> {
  return recordEvent({ type, ...byOwner(userId), sessionId, from }, now)
}
