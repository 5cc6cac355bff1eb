/** Everybody's sessions that two seem to have used, for whoever looks after them. */
import { listIncidents, type IncidentKind } from '@/db/queries/incidents'
import { assertMay, type Operator } from '@/lib/permissions/operator'
import { readPlace, writePlace } from '@/lib/place'
import { sidesOf, type Side } from './answer'

export interface UserIncident {
  id: string
  kind: IncidentKind
  user: { id: string; email: string; name: string }
  known: Side
  came: Side
  /** When somebody said "This was me"; null while it is open. */
  answeredAt: Date | null
}

export interface IncidentPage {
  incidents: UserIncident[]
  /** What to ask for to see older ones; null at the end. */
  next: string | null
}

export const INCIDENTS_A_PAGE = 50

/**
 * Incidents, newest first.
 *
 * @param after the `next` of the page before; what is no such thing shows the first page.
 */
export async function allIncidents(
  operator: Operator,
  after: string | null = null,
): Promise<IncidentPage> {
  assertMay(operator, 'incidents:read')
  const rows = await listIncidents(readPlace(after, 'inc'), INCIDENTS_A_PAGE + 1)
  const shown = rows.slice(0, INCIDENTS_A_PAGE)
  const last = rows.length > shown.length ? shown.at(-1)?.incident : undefined
  return {
    incidents: shown.map(({ incident, user }) => ({
      id: incident.id,
      kind: incident.kind,
      user,
      ...sidesOf(incident),
      answeredAt: incident.answeredAt,
    })),
    next: last ? writePlace({ at: last.cameAt, id: last.id }) : null,
  }
}
