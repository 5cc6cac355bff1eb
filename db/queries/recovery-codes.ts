/** Queries for recovery codes. */
import { and, eq, inArray, isNull } from 'drizzle-orm'
import { read, write } from '@/db/connection'
import { recoveryCodes } from '@/db/tables'
import type { UserId } from '@/lib/base/ids'

export type RecoveryCodeRecord = typeof recoveryCodes.$inferSelect

/** Voids those from before. */
export async function replaceRecoveryCodes(
  userId: UserId,
  codes: readonly Pick<RecoveryCodeRecord, 'hash' | 'keyId' | 'userId' | 'createdAt'>[],
): Promise<void> {
  await deleteRecoveryCodes(userId)
  await write((db) => db.insert(recoveryCodes).values([...codes]))
}

export async function deleteRecoveryCodes(userId: UserId): Promise<void> {
  await write((db) => db.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId)))
}

/** The codes of a user, used ones included: there are ten at most. */
export async function listRecoveryCodes(userId: UserId): Promise<RecoveryCodeRecord[]> {
  return read((db) => db.select().from(recoveryCodes).where(eq(recoveryCodes.userId, userId)))
}

/** @returns false if the user has no such code, or it was used before */
export async function takeRecoveryCode(
  userId: UserId,
  hashes: readonly string[],
  now: Date,
): Promise<boolean> {
  if (hashes.length === 0) return false
  const rows = await write((db) =>
    db
      .update(recoveryCodes)
      .set({ usedAt: now })
      .where(
        and(
          eq(recoveryCodes.userId, userId),
          inArray(recoveryCodes.hash, [...hashes]),
          isNull(recoveryCodes.usedAt),
        ),
      )
      .returning({ hash: recoveryCodes.hash }),
  )
  return rows.length > 0
}
