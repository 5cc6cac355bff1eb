/** Queries for the status lists. */
import { and, eq, gt, gte, lt } from 'drizzle-orm'
import { read } from '@/db/connection'
import { endedStatuses, installation, sessions, users } from '@/db/tables'
import { deleteSome } from './delete-some'

/** Which indexes in the status lists were assigned to sessions. */
export interface AssignedIndexes {
  /** The index that the next session gets. */
  next: number
  /** Sessions with a lower index have ended. */
  first: number
}

/** @returns null in an empty database. */
export async function findAssignedIndexes(): Promise<AssignedIndexes | null> {
  const [row] = await read((db) =>
    db
      .select({ next: installation.nextStatusIndex, first: installation.firstStatusIndex })
      .from(installation),
  )
  return row ?? null
}

/**
 * The status indexes of sessions that were ended since `since`, one by one or with all sessions of
 * their user. Not of open sessions, nor of sessions that expired before.
 *
 * Each ending is found by an index. There is no filter for one list, since SQLite would then read
 * every row of that list. A single statement sees one snapshot, so that a session that is being
 * deleted cannot be missed between two tables.
 */
export async function listStatusIndexesEndedSince(since: Date): Promise<number[]> {
  const rows = await read((db) => {
    const endedAlone = db
      .select({ place: sessions.statusIndex })
      .from(sessions)
      .where(gte(sessions.endedAt, since))
    const endedWithUser = db
      .select({ place: sessions.statusIndex })
      .from(users)
      .innerJoin(sessions, eq(sessions.userId, users.id))
      .where(
        and(
          gte(users.sessionsEndedAt, since),
          lt(sessions.version, users.version),
          gt(sessions.idleExpiresAt, since),
        ),
      )
    const deleted = db
      .select({ place: endedStatuses.statusIndex })
      .from(endedStatuses)
      .where(gte(endedStatuses.endedAt, since))
    return endedAlone.unionAll(endedWithUser).unionAll(deleted)
  })
  return rows.flatMap(({ place }) => (place === null ? [] : [place]))
}

/** Deletes the indexes of deleted sessions that ended before `point`. */
export function deleteEndedStatusesBefore(point: Date, most: number): Promise<number> {
  return deleteSome(
    endedStatuses,
    endedStatuses.statusIndex,
    lt(endedStatuses.endedAt, point),
    most,
  )
}
