/** Queries for the status lists. */
import { and, eq, gt, gte, lt } from 'drizzle-orm'
import { read } from '@/db/connection'
import type { Reader } from '@/db/drivers/driver'
import { appGrants, apps, endedStatuses, installation, sessions, users } from '@/db/tables'
import { deleteSome } from './delete-some'

/** Which indexes in the status lists were assigned to sessions, grants and applications. */
export interface AssignedIndexes {
  /** The index that the next one gets. */
  next: number
  /** What has a lower index has ended. */
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
 * The status indexes of sessions and of the grants of applications that were ended since `since`:
 * one by one, with all of their user, or with all of their application. Not of open ones, nor of
 * those that expired before.
 *
 * Each ending is found by an index. There is no filter for one list, since SQLite would then read
 * every row of that list. A single statement sees one snapshot, so that a session that is being
 * deleted cannot be missed between two tables.
 */
export async function listStatusIndexesEndedSince(since: Date): Promise<number[]> {
  const rows = await read((db) =>
    sessionsEndedSince(db, since)
      .unionAll(grantsEndedAlone(db, since))
      .unionAll(grantsEndedWithSession(db, since))
      .unionAll(grantsEndedWithUser(db, since))
      .unionAll(grantsEndedWithApp(db, since))
      .unionAll(
        db
          .select({ place: endedStatuses.statusIndex })
          .from(endedStatuses)
          .where(gte(endedStatuses.endedAt, since)),
      ),
  )
  return rows.flatMap(({ place }) => (place === null ? [] : [place]))
}

function sessionsEndedSince(db: Reader, since: Date) {
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
  return endedAlone.unionAll(endedWithUser)
}

function grantsEndedAlone(db: Reader, since: Date) {
  return db
    .select({ place: appGrants.statusIndex })
    .from(appGrants)
    .where(gte(appGrants.endedAt, since))
}

function grantsEndedWithSession(db: Reader, since: Date) {
  return (
    db
      .select({ place: appGrants.statusIndex })
      .from(sessions)
      // SQLite would read all grants, and look for the session of each; it keeps the order of this join.
      .crossJoin(appGrants)
      .where(
        and(
          eq(appGrants.sessionId, sessions.id),
          gte(sessions.endedAt, since),
          eq(appGrants.offline, false),
          gt(appGrants.statusUntil, since),
        ),
      )
  )
}

function grantsEndedWithUser(db: Reader, since: Date) {
  return db
    .select({ place: appGrants.statusIndex })
    .from(users)
    .innerJoin(appGrants, eq(appGrants.userId, users.id))
    .where(
      and(
        gte(users.sessionsEndedAt, since),
        lt(appGrants.version, users.version),
        gt(appGrants.statusUntil, since),
      ),
    )
}

function grantsEndedWithApp(db: Reader, since: Date) {
  return db
    .select({ place: appGrants.statusIndex })
    .from(apps)
    .innerJoin(appGrants, eq(appGrants.appId, apps.id))
    .where(
      and(
        gte(apps.endedAt, since),
        lt(appGrants.appVersion, apps.version),
        gt(appGrants.statusUntil, since),
      ),
    )
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
