/** Ends sessions of another user. */
import { afterCommit } from '@/db/connection'
import { markSessionOfUserEnded, findSessionUser } from '@/db/queries/sessions'
import { raiseUserVersion } from '@/db/queries/users'
import type { SeenFrom } from '@/lib/events/events'
import { recordEvent } from '@/lib/events/record'
import { assertMay, byOperator, type Operator } from '@/lib/permissions/operator'
import { actOn, type TargetRefusal } from '@/lib/permissions/authority-rules'
import { count } from '@/lib/telemetry/metrics'
import type { SessionId, UserId } from '@/lib/base/ids'

export type OperatorEndResult = { ok: true } | { ok: false; reason: TargetRefusal }

/**
 * Ends one session of another user at its next request.
 *
 * @returns `not-found` also for an ended session; `yourself` for one of the actor's own, which they
 *   end on their own pages: only those clear the cookies.
 * @throws NotAllowed
 */
export async function endSessionAsOperator(
  actor: Operator,
  { sessionId }: { sessionId: SessionId },
  from?: SeenFrom,
  now = new Date(),
): Promise<OperatorEndResult> {
  assertMay(actor, 'sessions:end')
  const userId = await findSessionUser(sessionId)
  if (userId === null) return { ok: false, reason: 'not-found' }
  return actOn(userId, actor, 'sessions:end', async (): Promise<OperatorEndResult> => {
    const ended = await markSessionOfUserEnded(userId, sessionId, now)
    if (!ended) return { ok: false, reason: 'not-found' }
    afterCommit(() => count('endings', { reason: 'operator-one' }))
    const details = { session: sessionId }
    const personal = { endedBrowser: ended.browser, endedSystem: ended.system }
    await recordEvent(
      { type: 'session_ended', ...byOperator(actor, from), userId, details, personal },
      now,
    )
    return { ok: true }
  })
}

/** Ends all sessions of a user at their next request, at constant cost. @throws NotAllowed */
export async function endSessionsAsOperator(
  actor: Operator,
  { userId }: { userId: UserId },
  from?: SeenFrom,
  now = new Date(),
): Promise<OperatorEndResult> {
  return actOn(userId, actor, 'sessions:end', async () => {
    await raiseUserVersion(userId, now)
    afterCommit(() => count('endings', { reason: 'operator-all' }))
    await recordEvent({ type: 'session_ended_everywhere', ...byOperator(actor, from), userId }, now)
    return { ok: true }
  })
}
