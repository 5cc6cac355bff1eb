/** Queries of what the status lists tell. */
import { and, eq, gt, gte, lt } from 'drizzle-orm'
import { read } from '@/db/connection'
import { endedStatuses, installation, sessions, users } from '@/db/tables'
import { deleteSome } from './delete-some'

/** Which places in the status lists were given to sessions. */
export interface GivenPlaces {
  /** The place that the next session gets. */
  next: number
  /** Whatever was given a place before this one has ended. */
  first: number
}

/** @returns null in an empty database. */
export async function findGivenPlaces(): Promise<GivenPlaces | null> {
  const [row] = await read((db) =>
    db
      .select({ next: installation.nextStatusIndex, first: installation.firstStatusIndex })
      .from(installation),
  )
  return row ?? null
}

/**
 * The places of every session that was ended since `since`, and of older ones of users who ended
 * everything since then; no session that lives, and none that was over by itself before.
 *
 * The cost is that of those endings, each found by an index: for this it does not ask for one list
 * alone, since SQLite would then read every place of that list. One statement sees one moment, in
 * which a session that is being deleted cannot be missed between two tables.
 */
export async function listPlacesEndedSince(since: Date): Promise<number[]> {
  const rows = await read((db) => {
    const alone = db
      .select({ place: sessions.statusIndex })
      .from(sessions)
      .where(gte(sessions.endedAt, since))
    const withAllOfTheirUser = db
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
    const withTheirRow = db
      .select({ place: endedStatuses.statusIndex })
      .from(endedStatuses)
      .where(gte(endedStatuses.endedAt, since))
    return alone.unionAll(withAllOfTheirUser).unionAll(withTheirRow)
  })
  return rows.flatMap(({ place }) => (place === null ? [] : [place]))
}

/** Forgets sessions whose rows were gone, and which had ended, before `point`. */
export function deleteEndedStatusesBefore(point: Date, most: number): Promise<number> {
  return deleteSome(
    endedStatuses,
    endedStatuses.statusIndex,
    lt(endedStatuses.endedAt, point),
    most,
  )
}
