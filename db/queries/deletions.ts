/** Queries for users whose accounts are to be deleted, as they asked. */
import { and, eq, isNotNull, lte } from 'drizzle-orm'
import { read, write } from '@/db/connection'
import { users } from '@/db/tables'
import type { UserId } from '@/lib/base/ids'
import { hasTime, newerThan, oldestFirst, type Cursor } from './pages'

export async function storeDeletionDue(id: UserId, due: Date): Promise<void> {
  await write((db) => db.update(users).set({ deletionDueAt: due }).where(eq(users.id, id)))
}

/** @returns false when none was planned. */
export async function removeDeletionDue(id: UserId): Promise<boolean> {
  const rows = await write((db) =>
    db
      .update(users)
      .set({ deletionDueAt: null })
      .where(and(eq(users.id, id), isNotNull(users.deletionDueAt)))
      .returning({ id: users.id }),
  )
  return rows.length > 0
}

/** Users who are due by `now`, longest due first, after the cursor. */
export async function listUsersDue(
  now: Date,
  cursor: Cursor | null,
  most: number,
): Promise<{ id: UserId; at: Date }[]> {
  const { id, deletionDueAt } = users
  const rows = await read((db) =>
    db
      .select({ id, at: deletionDueAt })
      .from(users)
      .where(
        and(hasTime(deletionDueAt), lte(deletionDueAt, now), newerThan(deletionDueAt, id, cursor)),
      )
      .orderBy(...oldestFirst(deletionDueAt, id))
      .limit(most),
  )
  return rows.flatMap(({ id, at }) => (at ? [{ id, at }] : []))
}
