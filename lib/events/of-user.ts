/** What happened to a user, for those who look after them. */
import { listEventsOf } from '@/db/queries/security-events'
import { assertMay, type Operator } from '@/lib/permissions/operator'

export interface UserEvent {
  id: string
  /** One of `EVENT_TYPES`, or of another version's. */
  type: string
  at: Date
  /** Who did it: a user's id, `command-line` or `system`; null for a stranger. */
  actorId: string | null
  sessionId: string | null
  network: string | null
  browser: string | null
  system: string | null
  details: Readonly<Record<string, unknown>>
}

/** The newest events about a user, newest first. @throws NotAllowed */
export async function recentEventsOf(
  operator: Operator,
  userId: string,
  limit = 20,
): Promise<UserEvent[]> {
  assertMay(operator, 'users:read')
  const rows = await listEventsOf(userId, limit)
  return rows.map(({ id, type, at, actorId, sessionId, network, browser, system, details }) => ({
    id,
    type,
    at,
    actorId,
    sessionId,
    network,
    browser,
    system,
    // Safe because only `recordEvent` writes it, and of an object.
    details: (details === null ? {} : JSON.parse(details)) as Record<string, unknown>,
  }))
}
