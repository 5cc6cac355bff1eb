/** Queries of sessions that two seem to have used. */
import { and, desc, eq, isNull, lt, ne, or } from 'drizzle-orm'
import { read, write } from '@/db/connection'
import { incidents, users } from '@/db/tables'
import { deleteSome } from './delete-some'
import { newestFirst, olderThan, type Place } from './pages'

export type IncidentRecord = typeof incidents.$inferSelect
export type IncidentKind = IncidentRecord['kind']

export async function insertIncident(incident: IncidentRecord): Promise<void> {
  await write((db) => db.insert(incidents).values(incident))
}

/**
 * The newest incidents of a user that still ask for an answer in the session `askedIn`.
 *
 * An answer given in the very session the incident is about counts in that session alone: whoever
 * shares it is signed in there too.
 */
export async function listOpenIncidents(
  userId: string,
  askedIn: string,
  limit: number,
): Promise<IncidentRecord[]> {
  return read((db) =>
    db
      .select()
      .from(incidents)
      .where(
        and(
          eq(incidents.userId, userId),
          or(
            isNull(incidents.answeredIn),
            and(eq(incidents.answeredIn, incidents.sessionId), ne(incidents.sessionId, askedIn)),
          ),
        ),
      )
      .orderBy(desc(incidents.cameAt), desc(incidents.id))
      .limit(limit),
  )
}

/** The newest of all users' incidents, or those before `place`, with whose they are. */
export async function listIncidents(place: Place | null, limit: number) {
  const { id, email, name } = users
  return read((db) =>
    db
      .select({ incident: incidents, user: { id, email, name } })
      .from(incidents)
      .innerJoin(users, eq(users.id, incidents.userId))
      .where(olderThan(incidents.cameAt, incidents.id, place))
      .orderBy(...newestFirst(incidents.cameAt, incidents.id))
      .limit(limit),
  )
}

/** @returns false when the user has no such incident. */
export async function answerIncidentRow(
  userId: string,
  id: string,
  answer: { answeredAt: Date; answeredIn: string },
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

export function deleteIncidentsBefore(point: Date, most: number): Promise<number> {
  return deleteSome(incidents, incidents.id, lt(incidents.cameAt, point), most)
}
