/** Queries of how much happened in each hour. */
import { and, asc, countDistinct, gte, inArray, lt, sql } from 'drizzle-orm'
import { read, write } from '@/db/connection'
import { activity, securityEvents } from '@/db/tables'
import { deleteSome } from './delete-some'

export type ActivityRecord = typeof activity.$inferSelect

/** Adds to what was counted before. */
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

/** Replaces what was counted before. */
export async function replaceActivity(counted: ActivityRecord): Promise<void> {
  await write((db) =>
    db
      .insert(activity)
      .values(counted)
      .onConflictDoUpdate({ target: activity.id, set: { count: counted.count } }),
  )
}

/** What was counted from the hour `since` on. */
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

/** How many sessions the events of these types between two moments tell of. */
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
          // As an expression: all of a type is far more than all of an hour.
          inArray(sql`(${securityEvents.type} || '')`, [...types]),
        ),
      ),
  )
  return row?.sessions ?? 0
}

export function deleteActivityBefore(point: Date, most: number): Promise<number> {
  return deleteSome(activity, activity.id, lt(activity.hour, point), most)
}
