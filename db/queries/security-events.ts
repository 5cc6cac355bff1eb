/** Queries for security events. */
import { and, asc, desc, eq, gt, gte, inArray, lt, sql } from 'drizzle-orm'
import { read, readPrepared, write } from '@/db/connection'
import type { Reader } from '@/db/drivers/driver'
import { securityEvents } from '@/db/tables'
import type { UserId } from '@/lib/base/ids'
import { bound } from './bound'
import { newestFirst, olderThan, type Cursor } from './pages'

export type SecurityEventRecord = typeof securityEvents.$inferSelect

export async function insertSecurityEvent(event: SecurityEventRecord): Promise<void> {
  await write((db) => db.insert(securityEvents).values(event))
}

/** Which events about a user. */
export interface UserEventFilter {
  types: readonly string[]
  /** Inclusive. */
  from?: Date | undefined
  /** Exclusive. */
  to?: Date | undefined
}

/** Events about a user after the cursor, newest first, at most `limit`. */
export async function listSecurityEvents(
  userId: UserId,
  { types, from, to }: UserEventFilter,
  cursor: Cursor | null,
  limit: number,
): Promise<SecurityEventRecord[]> {
  const { at, id } = securityEvents
  return read((db) =>
    db
      .select()
      .from(securityEvents)
      .where(
        and(
          eq(securityEvents.userId, userId),
          inArray(securityEvents.type, [...types]),
          from && gte(at, from),
          to && lt(at, to),
          olderThan(at, id, cursor),
        ),
      )
      .orderBy(...newestFirst(at, id))
      .limit(limit),
  )
}

/** The newest events of these types about a user, newest first. */
export async function listNewestEvents(
  userId: UserId,
  types: readonly string[],
  limit: number,
): Promise<SecurityEventRecord[]> {
  const named = Object.fromEntries(types.map((type, index) => [`type${index}`, type]))
  return readPrepared(
    `listNewestEvents ${types.length}`,
    (db) => prepareNewest(db, Object.keys(named)),
    (query) => query.execute({ userId, limit, ...named }),
  )
}

function prepareNewest(db: Reader, types: readonly string[]) {
  const { at, id } = securityEvents
  const asked = types.map((name) => sql.placeholder(name))
  return db
    .select()
    .from(securityEvents)
    .where(
      and(
        eq(securityEvents.userId, sql.placeholder('userId')),
        inArray(securityEvents.type, asked),
      ),
    )
    .orderBy(...newestFirst(at, id))
    .limit(sql.placeholder('limit'))
    .prepare(`list_newest_events_${types.length}`)
}

/** The newest events about a user, of every type, newest first. */
export async function listEventsOf(userId: UserId, limit: number): Promise<SecurityEventRecord[]> {
  return read((db) =>
    db
      .select()
      .from(securityEvents)
      .where(eq(securityEvents.userId, userId))
      .orderBy(desc(securityEvents.at), desc(securityEvents.id))
      .limit(limit),
  )
}

/** The newest events of a type about a user, from `since` on. */
export async function listEventsSince(
  userId: UserId,
  type: string,
  since: Date,
  limit: number,
): Promise<Pick<SecurityEventRecord, 'sessionId' | 'details'>[]> {
  return readPrepared('listEventsSince', prepareSince, (query) =>
    query.execute({ userId, type, since, limit }),
  )
}

function prepareSince(db: Reader) {
  const { at, details, sessionId, type, userId } = securityEvents
  return db
    .select({ sessionId, details })
    .from(securityEvents)
    .where(
      and(
        eq(userId, sql.placeholder('userId')),
        gte(at, bound('since', at)),
        eq(type, sql.placeholder('type')),
      ),
    )
    .orderBy(desc(at))
    .limit(sql.placeholder('limit'))
    .prepare('list_events_since')
}

/** Sealed events of these types after a place in the chain, in its order. */
export async function listEventsAfter(
  sequence: number,
  types: readonly string[],
  limit: number,
): Promise<SecurityEventRecord[]> {
  return read((db) =>
    db
      .select()
      .from(securityEvents)
      .where(and(inArray(securityEvents.type, [...types]), gt(securityEvents.sequence, sequence)))
      .orderBy(asc(securityEvents.sequence))
      .limit(limit),
  )
}
