/** Ends sessions of the user who asks: this one, another one, all others, or all. */
import { lockOf, transaction, afterCommit } from '@/db/connection'
import { insertRevokedTokens } from '@/db/queries/revoked-tokens'
import {
  markSessionOfUserEnded,
  markOtherSessionsEnded,
  findSessionUser,
} from '@/db/queries/sessions'
import { raiseUserVersion } from '@/db/queries/users'
import type { EventType, SeenFrom } from '@/lib/events/events'
import { byOwner, recordEvent } from '@/lib/events/record'
import { count } from '@/lib/telemetry/metrics'
import type { Actor } from '@/lib/sessions/authenticate'
import { identifySession, tokenIdsOf, type PresentedTokens } from '@/lib/sessions/identify'
import type { SessionId } from '@/lib/base/ids'
import { endCopiedSession, endIdentified } from './one'

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
export async function endOwnSessions(
  tokens: PresentedTokens,
  scope: EndScope,
  from: SeenFrom,
  now = new Date(),
): Promise<boolean> {
  const identified = await identifySession(tokens, now)
  if (!identified) return false
  const { session, reused } = identified
  if (reused !== null) {
    await transaction({ locks: lockOf(session.userId) }, () =>
      endCopiedSession(session, reused, from, now),
    )
    return false
  }
  await transaction({ locks: lockOf(session.userId) }, async () => {
    if (scope === 'this') await endIdentified(identified, 'logged-out', now)
    if (scope === 'others') await markOtherSessionsEnded(session.userId, session.id, now)
    if (scope === 'everywhere') {
      // Changes one row: sessions of an older user version count as ended.
      await raiseUserVersion(session.userId, now)
      await insertRevokedTokens(await tokenIdsOf(identified, now))
    }
    afterCommit(() => count('endings', { reason: scope }))
    await recordEvent(
      { type: EVENT[scope], ...byOwner(session.userId), sessionId: session.id, from },
      now,
    )
  })
  return true
}

/**
 * Ends one other session of the actor. Succeeds also when it has ended already, so that a client
 * that lost the answer can repeat the request.
 */
export async function endOwnOtherSession(
  actor: Actor,
  sessionId: SessionId,
  from: SeenFrom,
  now = new Date(),
): Promise<{ ok: true } | { ok: false; reason: 'not-found' }> {
  // The current session ends by log-out, which also clears its cookies.
  if (sessionId === actor.sessionId) return { ok: false, reason: 'not-found' }
  return transaction({ locks: lockOf(actor.userId) }, async () => {
    const ended = await markSessionOfUserEnded(actor.userId, sessionId, now)
    if (!ended) {
      const isTheirs = (await findSessionUser(sessionId)) === actor.userId
      return isTheirs ? { ok: true } : { ok: false, reason: 'not-found' }
    }
    afterCommit(() => count('endings', { reason: 'one-other' }))
    const personal = { endedBrowser: ended.browser, endedSystem: ended.system }
    await recordEvent(
      { type: 'session_logout', ...byOwner(actor.userId), sessionId, from, personal },
      now,
    )
    return { ok: true }
  })
}
