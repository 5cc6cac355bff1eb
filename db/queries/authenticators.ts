/** Queries for authenticator apps. */
import { and, eq, gt, inArray, isNotNull, isNull, lt, or } from 'drizzle-orm'
import { read, write } from '@/db/connection'
import { authenticators } from '@/db/tables'
import type { UserId } from '@/lib/base/ids'

export type AuthenticatorRecord = typeof authenticators.$inferSelect

/** Confirmed or not. */
export async function findAuthenticator(userId: UserId): Promise<AuthenticatorRecord | null> {
  const [row] = await read((db) =>
    db.select().from(authenticators).where(eq(authenticators.userId, userId)),
  )
  return row ?? null
}

export async function insertAuthenticator(
  authenticator: Pick<AuthenticatorRecord, 'userId' | 'sealed' | 'keyId' | 'createdAt'>,
): Promise<void> {
  await write((db) => db.insert(authenticators).values(authenticator))
}

/** @returns false if it was confirmed before, or is gone */
export async function confirmAuthenticatorRow(
  userId: UserId,
  step: number,
  now: Date,
): Promise<boolean> {
  const rows = await write((db) =>
    db
      .update(authenticators)
      .set({ confirmedAt: now, lastStep: step, lastUsedAt: now })
      .where(and(eq(authenticators.userId, userId), isNull(authenticators.confirmedAt)))
      .returning({ userId: authenticators.userId }),
  )
  return rows.length > 0
}

/** Marks the code of a time step as used. @returns false if it, or a later one, was used before */
export async function takeStep(userId: UserId, step: number, now: Date): Promise<boolean> {
  const rows = await write((db) =>
    db
      .update(authenticators)
      .set({ lastStep: step, lastUsedAt: now })
      .where(
        and(
          eq(authenticators.userId, userId),
          isNotNull(authenticators.confirmedAt),
          lt(authenticators.lastStep, step),
        ),
      )
      .returning({ userId: authenticators.userId }),
  )
  return rows.length > 0
}

/** @returns false if the user has no confirmed one */
export async function planRemoval(userId: UserId, dueAt: Date): Promise<boolean> {
  const rows = await write((db) =>
    db
      .update(authenticators)
      .set({ removalDueAt: dueAt })
      .where(and(eq(authenticators.userId, userId), isNotNull(authenticators.confirmedAt)))
      .returning({ userId: authenticators.userId }),
  )
  return rows.length > 0
}

/** It stays. @returns false if no removal was planned, or it has happened */
export async function cancelRemoval(userId: UserId, now: Date): Promise<boolean> {
  const rows = await write((db) =>
    db
      .update(authenticators)
      .set({ removalDueAt: null })
      .where(and(eq(authenticators.userId, userId), gt(authenticators.removalDueAt, now)))
      .returning({ userId: authenticators.userId }),
  )
  return rows.length > 0
}

/** Those of these users who have one in use. */
export async function listAuthenticatorUsers(
  userIds: readonly UserId[],
  now: Date,
): Promise<UserId[]> {
  if (userIds.length === 0) return []
  const { userId, confirmedAt, removalDueAt } = authenticators
  const rows = await read((db) =>
    db
      .select({ userId })
      .from(authenticators)
      .where(
        and(
          inArray(userId, [...userIds]),
          isNotNull(confirmedAt),
          or(isNull(removalDueAt), gt(removalDueAt, now)),
        ),
      ),
  )
  return rows.map((row) => row.userId)
}

/** @returns whether it was confirmed; null if there was none */
export async function deleteAuthenticator(userId: UserId): Promise<boolean | null> {
  const [row] = await write((db) =>
    db
      .delete(authenticators)
      .where(eq(authenticators.userId, userId))
      .returning({ confirmedAt: authenticators.confirmedAt }),
  )
  return row ? row.confirmedAt !== null : null
}
