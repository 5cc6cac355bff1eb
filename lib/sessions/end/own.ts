/** Ends sessions: one, all others, or all. */
import { lockOf, transaction, transactionOver, whenKept } from '@/db/connection'
import { raiseEpoch } from '@/db/queries/installation'
import { insertRevokedTokens } from '@/db/queries/revoked-tokens'
import {
  endSessionOf,
  endSessionRow,
  endSessionsExcept,
  findSessionOwner,
  type EndReason,
  type SessionRecord,
} from '@/db/queries/sessions'
import { raiseUserVersion } from '@/db/queries/users'
import type { EventType, SeenFrom } from '@/lib/events/events'
import { byOwner, recordEvent } from '@/lib/events/record'
import { reportReuse } from '@/lib/incidents/report'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { count } from '@/lib/telemetry/metrics'
import type { Actor } from '@/lib/sessions/authenticate'
import {
  identifySession,
  tokenIdsOf,
  type IdentifiedSession,
  type PresentedTokens,
} from '@/lib/sessions/identify'

export type EndScope = 'this' | 'others' | 'everywhere'

export function isEndScope(value: unknown): value is EndScope {
  return value === 'this' || value === 'others' || value === 'everywhere'
}

const EVENT: Record<EndScope, EventType> = {
  this: 'session_logout',
  others: 'session_logout_others',
  everywhere: 'session_logout_everywhere',
}

/**
 * Ends the sessions in `scope` for the user of `tokens`. All instances refuse them from their next
 * request on, and the end is durable once this returns.
 *
 * @returns false when the tokens belong to no living session; also for a copied refresh token,
 *   which ends only its own session, as its next refresh would have.
 * @throws Unavailable when nothing could be ended.
 */
export async function endSessions(
  tokens: PresentedTokens,
  scope: EndScope,
  from: SeenFrom,
  now = new Date(),
): Promise<boolean> {
  const identified = await identifySession(tokens, now)
  if (!identified) return false
  const { session, reused } = identified
  if (reused !== null) {
    await transactionOver(lockOf(session.userId), () => endForReuse(session, reused, from, now))
    return false
  }
  await transactionOver(lockOf(session.userId), async () => {
    if (scope === 'this') await endIdentified(identified, 'logged-out', now)
    if (scope === 'others') await endSessionsExcept(session.userId, session.id, now)
    if (scope === 'everywhere') {
      // Changes one row: sessions of an older user version count as ended.
      await raiseUserVersion(session.userId, now)
      await insertRevokedTokens(await tokenIdsOf(identified, now))
    }
    whenKept(() => count('endings', { reason: scope }))
    await recordEvent(
      { type: EVENT[scope], ...byOwner(session.userId), sessionId: session.id, from },
      now,
    )
  })
  return true
}

/**
 * Ends all sessions of all users, at constant cost. Needed after restoring a backup, which revives
 * sessions that ended after it was taken.
 */
export async function endEverySession(now = new Date()): Promise<void> {
  await transaction(async () => {
    await raiseEpoch(now)
    whenKept(() => count('endings', { reason: 'everyone' }))
    await recordEvent({ type: 'session_logout_everyone', actorId: COMMAND_LINE.userId }, now)
  })
}

/**
 * Ends one other session of the actor. Succeeds also when it has ended already, so that a client
 * that lost the answer can repeat the request.
 */
export async function endOneSession(
  actor: Actor,
  sessionId: string,
  from: SeenFrom,
  now = new Date(),
): Promise<{ ok: true } | { ok: false; reason: 'not-found' }> {
  // The current session ends by log-out, which also clears its cookies.
  if (sessionId === actor.sessionId) return { ok: false, reason: 'not-found' }
  return transactionOver(lockOf(actor.userId), async () => {
    const ended = await endSessionOf(actor.userId, sessionId, now)
    if (!ended) {
      const isTheirs = (await findSessionOwner(sessionId)) === actor.userId
      return isTheirs ? { ok: true } : { ok: false, reason: 'not-found' }
    }
    whenKept(() => count('endings', { reason: 'one-other' }))
    const personal = { endedBrowser: ended.browser, endedSystem: ended.system }
    await recordEvent(
      { type: 'session_logout', ...byOwner(actor.userId), sessionId, from, personal },
      now,
    )
    return { ok: true }
  })
}

/** Ends the session that a new one in the same browser replaces. Inside a transaction. */
export async function endReplaced(
  replaced: IdentifiedSession,
  from: SeenFrom,
  now: Date,
): Promise<void> {
  if (replaced.reused === null) await endIdentified(replaced, 'replaced', now)
  else await endForReuse(replaced.session, replaced.reused, from, now)
}

/** Ends a session whose old refresh token was used again. Inside a transaction. */
export async function endForReuse(
  session: SessionRecord,
  generation: number,
  from: SeenFrom,
  now: Date,
): Promise<void> {
  await endIdentified({ session, accessToken: null }, 'reuse', now)
  await reportReuse(session, generation, from, now)
}

async function endIdentified(
  identified: Pick<IdentifiedSession, 'session' | 'accessToken'>,
  reason: EndReason,
  now: Date,
): Promise<void> {
  const session = await endSessionRow(identified.session, reason, now)
  if (!session) return
  await insertRevokedTokens(await tokenIdsOf({ ...identified, session }, now))
  if (reason !== 'logged-out') whenKept(() => count('endings', { reason }))
}
