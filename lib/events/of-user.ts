/** The events about a user, for administrators. */
import { listEventsOf } from '@/db/queries/security-events'
import { listUserNames } from '@/db/queries/audit-list'
import { assertMay, type Operator } from '@/lib/permissions/operator'
import type { ActorId, EventId, SessionId, UserId } from '@/lib/base/ids'
import { parseDetails, type Details } from './details'

export interface UserEvent {
  id: EventId
  /** One of `EVENT_TYPES`, or a type of another version. */
  type: string
  at: Date
  /** A user, `command-line` or `system`; null for a visitor. */
  actor: { id: ActorId; email: string | null } | null
  sessionId: SessionId | null
  network: string | null
  browser: string | null
  system: string | null
  details: Details
}

/** The newest events about a user, newest first. @throws NotAllowed */
export async function recentEventsOf(
  operator: Operator,
  userId: UserId,
  limit = 20,
): Promise<UserEvent[]> {
  assertMay(operator, 'users:read')
  const rows = await listEventsOf(userId, limit)
  const actors = await listUserNames([...new Set(rows.flatMap(({ actorId }) => actorId ?? []))])
  const emails = new Map<ActorId, string>(actors.map(({ id, email }) => [id, email]))
  return rows.map(({ id, type, at, actorId, sessionId, network, browser, system, details }) => ({
    id,
    type,
    at,
    actor: actorId === null ? null : { id: actorId, email: emails.get(actorId) ?? null },
    sessionId,
    network,
    browser,
    system,
    details: parseDetails(details),
  }))
}
