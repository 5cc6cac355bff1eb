/** Queries for log-ins that still need a second factor, or must set one up. */
import { and, eq, gt, lt, sql } from 'drizzle-orm'
import { read, write } from '@/db/connection'
import { pendingLogIns } from '@/db/tables'
import type { UserId } from '@/lib/base/ids'
import { deleteSome } from './delete-some'

export type PendingLogInRecord = typeof pendingLogIns.$inferSelect

export async function insertPendingLogIn(
  pending: Omit<PendingLogInRecord, 'tries'>,
): Promise<void> {
  await write((db) => db.insert(pendingLogIns).values(pending))
}

/** Null if there is none, or it has expired. */
export async function findPendingLogIn(
  hash: string,
  now: Date,
): Promise<PendingLogInRecord | null> {
  const [row] = await read((db) =>
    db
      .select()
      .from(pendingLogIns)
      .where(and(eq(pendingLogIns.hash, hash), gt(pendingLogIns.expiresAt, now))),
  )
  return row ?? null
}

/** Uses it up. @returns false if another request did so first */
export async function takePendingLogIn(hash: string): Promise<boolean> {
  const rows = await write((db) =>
    db
      .delete(pendingLogIns)
      .where(eq(pendingLogIns.hash, hash))
      .returning({ hash: pendingLogIns.hash }),
  )
  return rows.length > 0
}

/** Counts a wrong code. @returns how many there were with it; null if it is gone */
export async function countPendingTry(hash: string): Promise<number | null> {
  const [row] = await write((db) =>
    db
      .update(pendingLogIns)
      .set({ tries: sql`${pendingLogIns.tries} + 1` })
      .where(eq(pendingLogIns.hash, hash))
      .returning({ tries: pendingLogIns.tries }),
  )
  return row?.tries ?? null
}

export async function deletePendingLogInsOf(userId: UserId): Promise<void> {
  await write((db) => db.delete(pendingLogIns).where(eq(pendingLogIns.userId, userId)))
}

export function deletePendingLogInsExpiredBefore(point: Date, most: number): Promise<number> {
  return deleteSome(pendingLogIns, pendingLogIns.hash, lt(pendingLogIns.expiresAt, point), most)
}
