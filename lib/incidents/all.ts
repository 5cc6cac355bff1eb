/** Everybody's sessions that two seem to have used, for whoever looks after them. */
import {
  countIncidents,
  listIncidents,
  type IncidentFilter as OneKind,
  type IncidentKind,
} from '@/db/queries/incidents'
import { assertMay, type Operator } from '@/lib/permissions/operator'
import { readPlace, writePlace } from '@/lib/place'
import { earliest } from '@/lib/base/time'
import { sidesOf, type Side } from './answer'

export interface IncidentFilter extends Omit<OneKind, 'kind'> {
  /** Of any of these kinds. */
  readonly kinds?: readonly IncidentKind[]
}

export interface UserIncident {
  id: string
  kind: IncidentKind
  sessionId: string
  /** The session goes on. */
  isAlive: boolean
  user: { id: string; email: string; name: string }
  known: Side
  came: Side
  /** When somebody said "This was me"; null while it is open. */
  answeredAt: Date | null
}

export interface IncidentPage {
  incidents: UserIncident[]
  /** Of all pages. */
  count: number
  /** What to ask for to see older ones; null at the end. */
  next: string | null
}

export const INCIDENTS_A_PAGE = 50
/** They are counted up to here; it stands for that many or more. */
export const MOST_INCIDENTS = 1000

interface Asked {
  readonly filter?: IncidentFilter
  /** The `next` of the page before; any other text shows the first page. */
  readonly after?: string | null
}

/** Incidents that match, newest first. @throws NotAllowed */
export async function allIncidents(
  operator: Operator,
  { filter = {}, after = null }: Asked = {},
  now = new Date(),
): Promise<IncidentPage> {
  assertMay(operator, 'incidents:read')
  const [rows, count] = await Promise.all([
    listed(filter, readPlace(after, 'inc'), INCIDENTS_A_PAGE + 1),
    counted(filter),
  ])
  const shown = rows.slice(0, INCIDENTS_A_PAGE)
  const last = rows.length > shown.length ? shown.at(-1)?.incident : undefined
  return {
    incidents: shown.map((row) => toIncident(row, now)),
    count,
    next: last ? writePlace({ at: last.cameAt, id: last.id }) : null,
  }
}

/** Each kind is walked in order by its index, since no index has several of them in one order. */
async function listed(
  { kinds, ...filter }: IncidentFilter,
  place: ReturnType<typeof readPlace>,
  limit: number,
): Promise<Row[]> {
  const lists = await Promise.all(
    eachOf(kinds).map((kind) => listIncidents({ ...filter, kind }, place, limit)),
  )
  return lists
    .flat()
    .sort(
      ({ incident: a }, { incident: b }) =>
        Number(b.cameAt) - Number(a.cameAt) || (a.id < b.id ? 1 : -1),
    )
    .slice(0, limit)
}

async function counted({ kinds, ...filter }: IncidentFilter): Promise<number> {
  const counts = await Promise.all(
    eachOf(kinds).map((kind) => countIncidents({ ...filter, kind }, MOST_INCIDENTS)),
  )
  return Math.min(
    MOST_INCIDENTS,
    counts.reduce((sum, count) => sum + count, 0),
  )
}

/** Nothing asked for is one question, about all of them. */
function eachOf(kinds: readonly IncidentKind[] | undefined): readonly (IncidentKind | undefined)[] {
  return kinds ?? [undefined]
}

type Row = Awaited<ReturnType<typeof listIncidents>>[number]

function toIncident({ incident, user, session }: Row, now: Date): UserIncident {
  const { id, email, name, version, disabledAt } = user
  const isOpen = session?.endedAt === null && session.version === version && disabledAt === null
  return {
    id: incident.id,
    kind: incident.kind,
    sessionId: incident.sessionId,
    isAlive: isOpen && now < earliest(session.idleExpiresAt, session.expiresAt),
    user: { id, email, name },
    ...sidesOf(incident),
    answeredAt: incident.answeredAt,
  }
}
