/** Ends sessions of another user. */
import { transactionOver, whenKept } from '@/db/connection'
import { endSessionOf, findSessionOwner } from '@/db/queries/sessions'
import { raiseUserVersion } from '@/db/queries/users'
import type { SeenFrom } from '@/lib/events/events'
import { recordEvent } from '@/lib/events/record'
import { assertMay, byOperator, type Operator } from '@/lib/permissions/operator'
import { locksToActOn, targetOf, type TargetRefusal } from '@/lib/permissions/authority-rules'
import { count } from '@/lib/telemetry/metrics'

export type EndForResult = { ok: true } | { ok: false; reason: TargetRefusal }

/**
 * Ends one session, whosever it is, at its next request.
 *
 * @returns `not-found` also for one that has ended; `yourself` for one's own, which are ended on
 *   one's own pages: they take care of the cookies.
 * @throws NotAllowed
 */
export async function endSessionFor(
  operator: Operator,
  { sessionId }: { sessionId: string },
  from?: SeenFrom,
  now = new Date(),
): Promise<EndForResult> {
  assertMay(operator, 'sessions:end')
  const userId = await findSessionOwner(sessionId)
  if (userId === null) return { ok: false, reason: 'not-found' }
  return transactionOver(locksToActOn(userId), async () => {
    const target = await targetOf(operator, 'sessions:end', userId)
    if (!target.ok) return target
    const ended = await endSessionOf(userId, sessionId, now)
    if (!ended) return { ok: false, reason: 'not-found' }
    whenKept(() => count('endings', { reason: 'operator-one' }))
    const details = { session: sessionId }
    const personal = { endedBrowser: ended.browser, endedSystem: ended.system }
    await recordEvent(
      { type: 'session_ended', ...byOperator(operator, from), userId, details, personal },
      now,
    )
    return { ok: true }
  })
}

/** Ends every session of a user at their next request, however many there are. @throws NotAllowed */
export async function endSessionsFor(
  operator: Operator,
  { userId }: { userId: string },
  from?: SeenFrom,
  now = new Date(),
): Promise<EndForResult> {
  assertMay(operator, 'sessions:end')
  return transactionOver(locksToActOn(userId), async () => {
    const target = await targetOf(operator, 'sessions:end', userId)
    if (!target.ok) return target
    await raiseUserVersion(userId, now)
    whenKept(() => count('endings', { reason: 'operator-all' }))
    await recordEvent(
      { type: 'session_ended_everywhere', ...byOperator(operator, from), userId },
      now,
    )
    return { ok: true }
  })
}
