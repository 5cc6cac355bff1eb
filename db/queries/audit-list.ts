/** Searches in sealed events. */
import {
  and,
  asc,
  desc,
  eq,
  gt,
  gte,
  inArray,
  isNotNull,
  lt,
  sql,
  type SQL,
  type SQLWrapper,
} from 'drizzle-orm'
import { read } from '@/db/connection'
import { securityEvents, sessions, users } from '@/db/tables'
import { isUserId, type ActorId, type SessionId, type UserId } from '@/lib/base/ids'
import type { SecurityEventRecord } from './security-events'

export interface EventFilter {
  type?: string | undefined
  actorId?: ActorId | undefined
  /** May be a word too, as a filter is typed: no event is about one. */
  userId?: ActorId | undefined
  sessionId?: SessionId | undefined
  network?: string | undefined
  /** Inclusive. */
  from?: Date | undefined
  /** Exclusive. */
  to?: Date | undefined
}

/** A range of sequence numbers; both ends are exclusive. */
export interface SequenceRange {
  after: number
  before: number
}

/** Matching events within `range`, by sequence number. */
export async function searchEvents(
  filter: EventFilter,
  range: SequenceRange,
  { order, limit }: { order: 'newest' | 'oldest'; limit: number },
): Promise<SecurityEventRecord[]> {
  const columns = columnsFor(filter)
  const by = columns.sequence
  return read((db) =>
    db
      .select()
      .from(securityEvents)
      .where(and(...conditions(filter, columns), gt(by, range.after), lt(by, range.before)))
      .orderBy(order === 'newest' ? desc(by) : asc(by))
      .limit(limit),
  )
}

interface Columns {
  type: SQLWrapper
  actorId: SQLWrapper
  sequence: SQLWrapper
}

/**
 * Some columns become expressions, which have no index: the few events of a user are then found by
 * the user's index, while a planner might otherwise scan all events of a type, or the whole chain.
 */
function columnsFor({ userId, actorId }: EventFilter): Columns {
  const { sequence } = securityEvents
  if (userId === undefined && actorId === undefined) return securityEvents
  const type = sql`(${securityEvents.type} || '')`
  if (userId === undefined) return { type, actorId: securityEvents.actorId, sequence }
  return {
    type,
    actorId: sql`(${securityEvents.actorId} || '')`,
    sequence: sql`(${sequence} + 0)`,
  }
}

function conditions(
  { type, actorId, userId, sessionId, network, from, to }: EventFilter,
  columns: Columns,
): SQL[] {
  const { at } = securityEvents
  return [
    type !== undefined && sql`${columns.type} = ${type}`,
    actorId !== undefined && sql`${columns.actorId} = ${actorId}`,
    userId !== undefined && sql`${securityEvents.userId} = ${userId}`,
    sessionId !== undefined && eq(securityEvents.sessionId, sessionId),
    network !== undefined && eq(securityEvents.network, network),
    from && gte(at, from),
    to && lt(at, to),
  ].filter((condition) => typeof condition === 'object')
}

/** The sequence number of the first event from `point` on, by time; null if there is none. */
export async function findSequenceAt(point: Date): Promise<number | null> {
  const [row] = await read((db) =>
    db
      .select({ sequence: securityEvents.sequence })
      .from(securityEvents)
      .where(and(gte(securityEvents.at, point), isNotNull(securityEvents.sequence)))
      .orderBy(asc(securityEvents.at))
      .limit(1),
  )
  return row?.sequence ?? null
}

/** When a session began, or null when its row was deleted. */
export async function findSessionStart(id: SessionId): Promise<Date | null> {
  const [row] = await read((db) =>
    db.select({ createdAt: sessions.createdAt }).from(sessions).where(eq(sessions.id, id)),
  )
  return row?.createdAt ?? null
}

/** The users among these ids. */
export async function listUserNames(
  ids: readonly ActorId[],
): Promise<{ id: UserId; name: string; email: string }[]> {
  const userIds = ids.filter(isUserId)
  if (userIds.length === 0) return []
  return read((db) =>
    db
      .select({ id: users.id, name: users.name, email: users.email })
      .from(users)
      .where(inArray(users.id, userIds)),
  )
}
