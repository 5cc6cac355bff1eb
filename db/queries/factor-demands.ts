/** Queries for users who were told that they need a second factor. */
import { and, eq, isNotNull, isNull } from 'drizzle-orm'
import { read, write } from '@/db/connection'
import { users } from '@/db/tables'
import type { UserId } from '@/lib/base/ids'

/** Since when the user knows; null for one who was never told, or has had a second factor since. */
export async function findFactorAskedAt(userId: UserId): Promise<Date | null> {
  const [row] = await read((db) =>
    db.select({ askedAt: users.secondFactorAskedAt }).from(users).where(eq(users.id, userId)),
  )
  return row?.askedAt ?? null
}

/** Changes nothing for a user who knows. */
export async function storeFactorAskedAt(userId: UserId, now: Date): Promise<void> {
  const wasNever = and(eq(users.id, userId), isNull(users.secondFactorAskedAt))
  await write((db) => db.update(users).set({ secondFactorAskedAt: now }).where(wasNever))
}

export async function forgetFactorAskedAt(userId: UserId): Promise<void> {
  const was = and(eq(users.id, userId), isNotNull(users.secondFactorAskedAt))
  await write((db) => db.update(users).set({ secondFactorAskedAt: null }).where(was))
}
