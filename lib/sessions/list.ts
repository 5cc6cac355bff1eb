/** Where a user is signed in. */
import { listOpenSessions } from '@/db/queries/sessions'
import type { SeenFrom } from '@/lib/events/events'
import type { Actor } from './authenticate'

export interface SessionSummary extends SeenFrom {
  id: string
  /** The session that asks. */
  current: boolean
  createdAt: Date
  lastSeenAt: Date
  persistent: boolean
}

/** The living sessions of the actor, the asking one first, then by last use. */
export async function listSessions(actor: Actor, now = new Date()): Promise<SessionSummary[]> {
  const rows = await listOpenSessions(actor.userId, actor.userVersion, now)
  const summaries = rows.map(
    ({ id, network, browser, system, device, createdAt, lastSeenAt, persistent }) => ({
      id,
      current: id === actor.sessionId,
      network,
      browser,
      system,
      device,
      createdAt,
      lastSeenAt,
      persistent,
    }),
  )
  return summaries.sort((a, b) => Number(b.current) - Number(a.current))
}
