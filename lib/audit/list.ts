/** The audit log, to be looked through. */
import { findEventRow, listUserNames } from '@/db/queries/audit-list'
import type { SecurityEventRecord } from '@/db/queries/security-events'
import { parseDetails, type Details } from '@/lib/events/details'
import { assertMay, type Operator } from '@/lib/permissions/operator'
import { placesFor, search, type EventFilter } from './search'

export type { EventFilter }

const PAGE = 50

export interface Person {
  /** A user's id, or for who acts `command-line` or `system`. */
  id: string
  /** Null for a user who was deleted, and for whoever is none. */
  name: string | null
  email: string | null
}

export interface AuditEvent {
  id: string
  sequence: number
  type: string
  at: Date
  /** Who did it; null for a stranger. */
  actor: Person | null
  /** Whom it is about. */
  user: Person | null
  sessionId: string | null
  requestId: string | null
  details: Details
  /** All of it null or empty once it was erased. */
  network: string | null
  browser: string | null
  system: string | null
  personalDetails: Details
  personalErased: boolean
  hash: string
}

export interface EventPage {
  /** Newest first, 50 at most. */
  events: AuditEvent[]
  /** Hand it back for the next, older page; null on the last. */
  next: string | null
}

/**
 * A page of the audit log. What happened in the last few seconds is not sealed yet and not in it.
 *
 * @param cursor `next` of the page before; one that was made up begins at the newest.
 * @throws NotAllowed, Unavailable
 */
export async function listEvents(
  operator: Operator,
  filter: EventFilter = {},
  cursor: string | null = null,
): Promise<EventPage> {
  assertMay(operator, 'audit:read')
  const places = await placesFor(filter)
  const before = Math.min(places.before, parseCursor(cursor) ?? Infinity)
  const found = await search(filter, { ...places, before }, { order: 'newest', limit: PAGE + 1 })
  const rows = found.slice(0, PAGE)
  const last = rows.at(-1)
  const hasMore = found.length > PAGE && last?.sequence
  return { events: await withNames(rows), next: hasMore ? newCursor(last.sequence ?? 0) : null }
}

/** One event; null where there is none of this id, or it is not sealed yet. */
export async function findEvent(operator: Operator, id: string): Promise<AuditEvent | null> {
  assertMay(operator, 'audit:read')
  const row = await findEventRow(id)
  const [event] = row?.sequence ? await withNames([row]) : []
  return event ?? null
}

async function withNames(rows: readonly SecurityEventRecord[]): Promise<AuditEvent[]> {
  const ids = new Set(rows.flatMap(({ actorId, userId }) => [actorId, userId]))
  const people = await listUserNames([...ids].filter((id) => id !== null))
  const known = new Map(people.map((person) => [person.id, person]))
  const person = (id: string | null): Person | null =>
    id === null ? null : (known.get(id) ?? { id, name: null, email: null })
  return rows.map((row) => ({
    id: row.id,
    sequence: row.sequence ?? 0,
    type: row.type,
    at: row.at,
    actor: person(row.actorId),
    user: person(row.userId),
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

const CURSOR = /^[0-9a-z]{1,11}$/

function newCursor(sequence: number): string {
  return sequence.toString(36)
}

function parseCursor(cursor: string | null): number | null {
  if (cursor === null || !CURSOR.test(cursor)) return null
  const sequence = parseInt(cursor, 36)
  return Number.isSafeInteger(sequence) && sequence > 0 ? sequence : null
}
