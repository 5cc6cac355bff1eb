/** Queries for passkeys, and for the challenges that they have answered. */
import { and, asc, count, eq, gte, inArray, lt, ne } from 'drizzle-orm'
import { read, write } from '@/db/connection'
import { passkeys, spentChallenges } from '@/db/tables'
import type { UserId } from '@/lib/base/ids'
import { deleteSome } from './delete-some'

export type PasskeyRecord = typeof passkeys.$inferSelect

export async function findPasskey(id: string): Promise<PasskeyRecord | null> {
  const [row] = await read((db) => db.select().from(passkeys).where(eq(passkeys.id, id)))
  return row ?? null
}

/** Oldest first. */
export async function listPasskeyRows(userId: UserId): Promise<PasskeyRecord[]> {
  return read((db) =>
    db
      .select()
      .from(passkeys)
      .where(eq(passkeys.userId, userId))
      .orderBy(asc(passkeys.createdAt), asc(passkeys.id)),
  )
}

export async function countPasskeys(userId: UserId): Promise<number> {
  const [row] = await read((db) =>
    db.select({ count: count() }).from(passkeys).where(eq(passkeys.userId, userId)),
  )
  return row?.count ?? 0
}

/** How many passkeys are bound to other hosts than this one. */
export async function countPasskeysOfOtherHosts(rpId: string): Promise<number> {
  const [row] = await read((db) =>
    db.select({ count: count() }).from(passkeys).where(ne(passkeys.rpId, rpId)),
  )
  return row?.count ?? 0
}

/** @returns false if this credential has an owner already */
export async function insertPasskey(passkey: PasskeyRecord): Promise<boolean> {
  const rows = await write((db) =>
    db
      .insert(passkeys)
      .values(passkey)
      .onConflictDoNothing({ target: passkeys.id })
      .returning({ id: passkeys.id }),
  )
  return rows.length > 0
}

/** Changes a passkey of this user. @returns false if the user has no such one */
export async function updatePasskey(
  { id, userId }: Pick<PasskeyRecord, 'id' | 'userId'>,
  changes: Partial<
    Pick<PasskeyRecord, 'name' | 'counter' | 'backedUp' | 'lastUsedAt' | 'suspendedAt'>
  >,
): Promise<boolean> {
  const rows = await write((db) =>
    db
      .update(passkeys)
      .set(changes)
      .where(and(eq(passkeys.id, id), eq(passkeys.userId, userId)))
      .returning({ id: passkeys.id }),
  )
  return rows.length > 0
}

/** @returns those that were there */
export async function deletePasskeys(
  userId: UserId,
  ids: readonly string[],
): Promise<PasskeyRecord[]> {
  return write((db) =>
    db
      .delete(passkeys)
      .where(and(eq(passkeys.userId, userId), inArray(passkeys.id, [...ids])))
      .returning(),
  )
}

/** @returns those that were there */
export async function deletePasskeysSince(userId: UserId, point: Date): Promise<PasskeyRecord[]> {
  return write((db) =>
    db
      .delete(passkeys)
      .where(and(eq(passkeys.userId, userId), gte(passkeys.createdAt, point)))
      .returning(),
  )
}

/** Uses a challenge up. @returns false if it was used before */
export async function insertSpentChallenge(hash: string, expiresAt: Date): Promise<boolean> {
  const rows = await write((db) =>
    db
      .insert(spentChallenges)
      .values({ hash, expiresAt })
      .onConflictDoNothing({ target: spentChallenges.hash })
      .returning({ hash: spentChallenges.hash }),
  )
  return rows.length > 0
}

export function deleteSpentChallengesExpiredBefore(point: Date, most: number): Promise<number> {
  return deleteSome(
    spentChallenges,
    spentChallenges.hash,
    lt(spentChallenges.expiresAt, point),
    most,
  )
}
