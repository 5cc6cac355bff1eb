/** A person's own recent activity. */
import { listSecurityEvents } from '@/db/queries/security-events'
import { OWN_ACTIVITY, type OwnActivity } from './events'

export interface EventSummary {
  id: string
  type: OwnActivity
  at: Date
  network: string | null
  browser: string | null
  system: string | null
}

/** The newest events of the user, newest first. */
export async function recentEvents(
  actor: { userId: string },
  limit: number,
): Promise<EventSummary[]> {
  const rows = await listSecurityEvents(actor.userId, OWN_ACTIVITY, limit)
  return rows.map(({ id, type, at, network, browser, system }) => ({
    id,
    // Safe because the query asks for these types alone.
    type: type as OwnActivity,
    at,
    network,
    browser,
    system,
  }))
}
