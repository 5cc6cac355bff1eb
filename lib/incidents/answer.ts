/** The open incidents of a user, and how they answer one. */
import { lockOf, transaction } from '@/db/connection'
import {
  answerIncidentRow,
  listOpenIncidents,
  type IncidentKind,
  type IncidentRecord,
} from '@/db/queries/incidents'
import type { Actor } from '@/lib/sessions/authenticate'
import type { IncidentId } from '@/lib/base/ids'

export interface Incident {
  id: IncidentId
  kind: IncidentKind
  /** The application whose token was copied; null for an incident of a session. */
  app: string | null
  /** True if it is about the actor's own session. */
  here: boolean
  known: Side
  came: Side
}

export interface Side {
  at: Date
  network: string
  browser: string
  system: string
}

/** The newest incidents that the actor has not answered, newest first. */
export async function openIncidents(actor: Actor, limit: number): Promise<Incident[]> {
  const rows = await listOpenIncidents(actor.userId, actor.sessionId, limit)
  return rows.map(({ incident: row, appName }) => ({
    id: row.id,
    kind: row.kind,
    app: appName ?? row.appId,
    here: row.sessionId === actor.sessionId,
    ...sidesOf(row),
  }))
}

export function sidesOf(row: IncidentRecord): { known: Side; came: Side } {
  return {
    known: {
      at: row.knownAt,
      network: row.knownNetwork,
      browser: row.knownBrowser,
      system: row.knownSystem,
    },
    came: {
      at: row.cameAt,
      network: row.cameNetwork,
      browser: row.cameBrowser,
      system: row.cameSystem,
    },
  }
}

/**
 * Records "This was me", so that the user is not asked again. An answer from the incident's own
 * session counts only there, since a thief who shares it could answer too; the next log-in asks
 * again.
 */
export async function answerIncident(
  actor: Actor,
  id: IncidentId,
  now = new Date(),
): Promise<{ ok: true } | { ok: false; reason: 'not-found' }> {
  const answer = { answeredAt: now, answeredIn: actor.sessionId }
  const found = await transaction({ locks: lockOf(actor.userId) }, () =>
    answerIncidentRow(actor.userId, id, answer),
  )
  return found ? { ok: true } : { ok: false, reason: 'not-found' }
}
