/** Queries for incidents: sessions that two clients seem to use, and the like. */
import { and, desc, eq, gt, gte, isNull, lt, ne, or, sql, type SQL } from 'drizzle-orm'
import { read, readPrepared, write } from '@/db/connection'
import type { Reader } from '@/db/drivers/driver'
import { apps, incidents, sessions, users } from '@/db/tables'
import type { ActorId, IncidentId, SessionId, UserId } from '@/lib/base/ids'
import { deleteSome } from './delete-some'
import { newestFirst, olderThan, type Cursor } from './pages'

export type IncidentRecord = typeof incidents.$inferSelect
export type IncidentKind = IncidentRecord['kind']

export async function insertIncident(incident: IncidentRecord): Promise<void> {
  await write((db) => db.insert(incidents).values(incident))
}

/**
 * The newest incidents of a user that still need an answer in the session `askedIn`.
 *
 * An answer given in the session that the incident is about counts only there: an intruder may have
 * given it.
 */
export async function listOpenIncidents(
  userId: UserId,
  askedIn: SessionId,
  limit: number,
): Promise<{ incident: IncidentRecord; appName: string | null }[]> {
  return readPrepared('listOpenIncidents', prepareOpen, (query) =>
    query.execute({ userId, askedIn, limit }),
  )
}

function prepareOpen(db: Reader) {
  const isElsewhere = ne(incidents.sessionId, sql.placeholder('askedIn'))
  return db
    .select({ incident: incidents, appName: apps.name })
    .from(incidents)
    .leftJoin(apps, eq(apps.id, incidents.appId))
    .where(
      and(
        eq(incidents.userId, sql.placeholder('userId')),
        or(
          isNull(incidents.answeredIn),
          and(eq(incidents.answeredIn, incidents.sessionId), isElsewhere),
        ),
      ),
    )
    .orderBy(desc(incidents.cameAt), desc(incidents.id))
    .limit(sql.placeholder('limit'))
    .prepare('list_open_incidents')
}

export interface IncidentFilter {
  kind?: IncidentKind | undefined
  /** Only those without an answer. */
  isOpen?: boolean | undefined
  userId?: ActorId | undefined
}

/** Incidents after the cursor, newest first, each with its user and session. */
export async function listIncidents(filter: IncidentFilter, cursor: Cursor | null, limit: number) {
  const { id, email, name, version, disabledAt } = users
  const { endedAt, idleExpiresAt, expiresAt } = sessions
  const session = { version: sessions.version, endedAt, idleExpiresAt, expiresAt }
  return read((db) =>
    db
      .select({
        incident: incidents,
        user: { id, email, name, version, disabledAt },
        session,
        appName: apps.name,
      })
      .from(incidents)
      .innerJoin(users, eq(users.id, incidents.userId))
      .leftJoin(sessions, eq(sessions.id, incidents.sessionId))
      .leftJoin(apps, eq(apps.id, incidents.appId))
      .where(and(matches(filter), olderThan(incidents.cameAt, incidents.id, cursor)))
      .orderBy(...newestFirst(incidents.cameAt, incidents.id))
      .limit(limit),
  )
}

/** How many incidents match, counted up to `most`. */
export async function countIncidents(filter: IncidentFilter, most: number): Promise<number> {
  const rows = await read((db) =>
    db.select({ id: incidents.id }).from(incidents).where(matches(filter)).limit(most),
  )
  return rows.length
}

function matches({ kind, isOpen, userId }: IncidentFilter): SQL | undefined {
  return and(
    kind && eq(incidents.kind, kind),
    isOpen ? isNull(incidents.answeredAt) : undefined,
    userId === undefined ? undefined : sql`${incidents.userId} = ${userId}`,
  )
}

/** @returns false when the user has no such incident. */
export async function answerIncidentRow(
  userId: UserId,
  id: IncidentId,
  answer: { answeredAt: Date; answeredIn: SessionId },
): Promise<boolean> {
  const rows = await write((db) =>
    db
      .update(incidents)
      .set(answer)
      .where(and(eq(incidents.id, id), eq(incidents.userId, userId)))
      .returning({ id: incidents.id }),
  )
  return rows.length > 0
}

/** Whether the user was asked about an incident of this kind after `since`, and has not answered. */
export async function hasOpenIncident(
  userId: UserId,
  kind: IncidentKind,
  since: Date,
): Promise<boolean> {
  const rows = await read((db) =>
    db
      .select({ id: incidents.id })
      .from(incidents)
      .where(
        and(
          eq(incidents.userId, userId),
          gt(incidents.cameAt, since),
          eq(incidents.kind, kind),
          isNull(incidents.answeredAt),
        ),
      )
      .limit(1),
  )
  return rows.length > 0
}

export type Came = Pick<IncidentRecord, 'cameNetwork' | 'cameBrowser' | 'cameSystem'>

/** Answers the open incidents of a kind that one client caused since then. */
export async function answerIncidentsOf(
  { userId, kind, since, came }: { userId: UserId; kind: IncidentKind; since: Date; came: Came },
  answer: { answeredAt: Date; answeredIn: SessionId },
): Promise<void> {
  await write((db) =>
    db
      .update(incidents)
      .set(answer)
      .where(
        and(
          eq(incidents.userId, userId),
          gte(incidents.cameAt, since),
          eq(incidents.kind, kind),
          isNull(incidents.answeredAt),
          eq(incidents.cameNetwork, came.cameNetwork),
          eq(incidents.cameBrowser, came.cameBrowser),
          eq(incidents.cameSystem, came.cameSystem),
        ),
      ),
  )
}

export function deleteIncidentsBefore(point: Date, most: number): Promise<number> {
  return deleteSome(incidents, incidents.id, lt(incidents.cameAt, point), most)
}
