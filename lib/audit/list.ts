/** Lists the audit log, page by page. */
import { z } from 'zod'
import { listUserNames } from '@/db/queries/audit-list'
import type { SecurityEventRecord } from '@/db/queries/security-events'
import { decodeCursor, encodeCursor } from '@/lib/base/cursor'
import { parseDetails, type Details } from '@/lib/events/details'
import { assertMay, type Operator } from '@/lib/permissions/operator'
import type { ActorId, EventId, RequestId, SessionId } from '@/lib/base/ids'
import { sequenceRangeFor, search, type EventFilter } from './search'

export type { EventFilter }

const PAGE = 50

interface Person {
  /** A user's id; for actors also `command-line` or `system`. */
  id: ActorId
  /** Null for a deleted user, and for an actor that is not a user. */
  name: string | null
  email: string | null
}

export interface AuditEvent {
  id: EventId
  sequence: number
  type: string
  at: Date
  /** Null for a visitor. */
  actor: Person | null
  /** The user it is about. */
  user: Person | null
  sessionId: SessionId | null
  requestId: RequestId | null
  details: Details
  /** Personal data: null or empty once erased. */
  network: string | null
  browser: string | null
  system: string | null
  personalDetails: Details
  personalErased: boolean
  hash: string
}

export interface EventPage {
  /** Newest first, at most 50. */
  events: AuditEvent[]
  /** The cursor of the next, older page; null on the last. */
  next: string | null
}

/**
 * A page of the audit log, without events of the last few seconds, which are not sealed yet.
 *
 * @param cursor `next` of the page before; an invalid cursor starts at the newest event.
 * @throws NotAllowed, Unavailable
 */
export async function listEvents(
  operator: Operator,
  filter: EventFilter = {},
  cursor: string | null = null,
): Promise<EventPage> {
  assertMay(operator, 'audit:read')
  const range = await sequenceRangeFor(filter)
  const [from = Infinity] = decodeCursor(cursor, sequenceCursor) ?? []
  const before = Math.min(range.before, from)
  const found = await search(filter, { ...range, before }, { order: 'newest', limit: PAGE + 1 })
  const rows = found.slice(0, PAGE)
  const last = rows.at(-1)
  const next = found.length > PAGE && last?.sequence ? encodeCursor(last.sequence) : null
  return { events: await withNames(rows), next }
}

async function withNames(rows: readonly SecurityEventRecord[]): Promise<AuditEvent[]> {
  const ids = new Set(rows.flatMap(({ actorId, userId }) => [actorId, userId]))
  const users = await listUserNames([...ids].filter((id) => id !== null))
  const byId = new Map<ActorId, Person>(users.map((user) => [user.id, user]))
  const withName = (id: ActorId | null): Person | null =>
    id === null ? null : (byId.get(id) ?? { id, name: null, email: null })
  return rows.map((row) => ({
    id: row.id,
    sequence: row.sequence ?? 0,
    type: row.type,
    at: row.at,
    actor: withName(row.actorId),
    user: withName(row.userId),
    sessionId: row.sessionId,
    requestId: row.requestId,
    details: parseDetails(row.details),
    network: row.network,
    browser: row.browser,
    system: row.system,
    personalDetails: parseDetails(row.personalDetails),
    personalErased: row.personalSalt === null,
    hash: row.hash ?? '',
  }))
}

const sequenceCursor = z.tuple([z.int().positive()])
