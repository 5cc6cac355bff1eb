/** Queries for the hourly activity counts. */
import { and, asc, countDistinct, gte, inArray, lt, sql } from 'drizzle-orm'
import { read, write } from '@/db/connection'
import { activity, securityEvents } from '@/db/tables'
import { deleteSome } from './delete-some'

export type ActivityRecord = typeof activity.$inferSelect

/** Adds to the stored counts. */
export async function addActivity(counts: ActivityRecord[]): Promise<void> {
  if (counts.length === 0) return
  await write((db) =>
    db
      .insert(activity)
      .values(counts)
      .onConflictDoUpdate({
        target: activity.id,
        set: { count: sql`${activity.count} + excluded.count` },
      }),
  )
}

/** Replaces a stored count. */
export async function replaceActivity(counted: ActivityRecord): Promise<void> {
  await write((db) =>
    db
      .insert(activity)
      .values(counted)
      .onConflictDoUpdate({ target: activity.id, set: { count: counted.count } }),
  )
}

/** The counts from the hour `since` on. */
export async function listActivity(
  since: Date,
): Promise<Pick<ActivityRecord, 'hour' | 'kind' | 'count'>[]> {
  return read((db) =>
    db
      .select({ hour: activity.hour, kind: activity.kind, count: activity.count })
      .from(activity)
      .where(gte(activity.hour, since))
      .orderBy(asc(activity.hour)),
  )
}

/** How many sessions have events of these types from `since` until before `until`. */
export async function countSessionsOf(
  types: readonly string[],
  since: Date,
  until: Date,
): Promise<number> {
  const [row] = await read((db) =>
    db
      .select({ sessions: countDistinct(securityEvents.sessionId) })
      .from(securityEvents)
      .where(
        and(
          gte(securityEvents.at, since),
          lt(securityEvents.at, until),
          // An expression, to use the index of times: a type has far more events than an hour.
          inArray(sql`(${securityEvents.type} || '')`, [...types]),
        ),
      ),
  )
  return row?.sessions ?? 0
}

export function deleteActivityBefore(point: Date, most: number): Promise<number> {
  return deleteSome(activity, activity.id, lt(activity.hour, point), most)
}
