/** Lists the incidents of all users, for administrators. */
import {
  countIncidents,
  listIncidents,
  type IncidentFilter as OneKind,
  type IncidentKind,
} from '@/db/queries/incidents'
import type { Cursor } from '@/db/queries/pages'
import { assertMay, type Operator } from '@/lib/permissions/operator'
import { decodeTimeCursor, encodeTimeCursor } from '@/lib/base/cursor'
import { earliest } from '@/lib/base/time'
import type { IncidentId, SessionId, UserId } from '@/lib/base/ids'
import { sidesOf, type Side } from './answer'

export interface IncidentFilter extends Omit<OneKind, 'kind'> {
  /** Incidents of any of these kinds. */
  readonly kinds?: readonly IncidentKind[]
}

export interface UserIncident {
  id: IncidentId
  kind: IncidentKind
  /** The application whose token was copied; null for an incident of a session. */
  app: string | null
  sessionId: SessionId
  /** True if the session has not ended. */
  isAlive: boolean
  user: { id: UserId; email: string; name: string }
  known: Side
  came: Side
  /** When the user said "This was me"; null while it is open. */
  answeredAt: Date | null
}

export interface IncidentPage {
  incidents: UserIncident[]
  /** On all pages. */
  count: number
  /** The cursor of older incidents; null at the end. */
  next: string | null
}

export const INCIDENTS_PAGE_SIZE = 50
/** Counting stops here: this count means that many or more. */
export const MAX_INCIDENTS_COUNTED = 1000

interface ListOptions {
  readonly filter?: IncidentFilter
  /** The `next` of the page before; an invalid cursor shows the first page. */
  readonly cursor?: string | null
}

/** Matching incidents, newest first. @throws NotAllowed */
export async function allIncidents(
  operator: Operator,
  { filter = {}, cursor = null }: ListOptions = {},
  now = new Date(),
): Promise<IncidentPage> {
  assertMay(operator, 'incidents:read')
  const [rows, count] = await Promise.all([
    listRows(filter, decodeTimeCursor(cursor, 'inc'), INCIDENTS_PAGE_SIZE + 1),
    countRows(filter),
  ])
  const shown = rows.slice(0, INCIDENTS_PAGE_SIZE)
  const last = rows.length > shown.length ? shown.at(-1)?.incident : undefined
  return {
    incidents: shown.map((row) => toIncident(row, now)),
    count,
    next: last ? encodeTimeCursor({ at: last.cameAt, id: last.id }) : null,
  }
}

/** Queries each kind by its index, since no index has several kinds in one order. */
async function listRows(
  { kinds, ...filter }: IncidentFilter,
  cursor: Cursor | null,
  limit: number,
): Promise<Row[]> {
  const lists = await Promise.all(
    eachOf(kinds).map((kind) => listIncidents({ ...filter, kind }, cursor, limit)),
  )
  return lists
    .flat()
    .sort(
      ({ incident: a }, { incident: b }) =>
        Number(b.cameAt) - Number(a.cameAt) || (a.id < b.id ? 1 : -1),
    )
    .slice(0, limit)
}

async function countRows({ kinds, ...filter }: IncidentFilter): Promise<number> {
  const counts = await Promise.all(
    eachOf(kinds).map((kind) => countIncidents({ ...filter, kind }, MAX_INCIDENTS_COUNTED)),
  )
  return Math.min(
    MAX_INCIDENTS_COUNTED,
    counts.reduce((sum, count) => sum + count, 0),
  )
}

/** Without kinds, one query covers all of them. */
function eachOf(kinds: readonly IncidentKind[] | undefined): readonly (IncidentKind | undefined)[] {
  return kinds ?? [undefined]
}

type Row = Awaited<ReturnType<typeof listIncidents>>[number]

function toIncident({ incident, user, session, appName }: Row, now: Date): UserIncident {
  const { id, email, name, version, disabledAt } = user
  const isOpen = session?.endedAt === null && session.version === version && disabledAt === null
  return {
    id: incident.id,
    kind: incident.kind,
    app: appName ?? incident.appId,
    sessionId: incident.sessionId,
    isAlive: isOpen && now < earliest(session.idleExpiresAt, session.expiresAt),
    user: { id, email, name },
    ...sidesOf(incident),
    answeredAt: incident.answeredAt,
  }
}
