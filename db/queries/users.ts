/** Queries of users and their password hashes. */
import { and, eq, sql } from 'drizzle-orm'
import { announceEnding, read, write } from '@/db/connection'
import { passwords, users } from '@/db/tables'

export type UserRecord = typeof users.$inferSelect

/** What log-in needs. Only this and `findPasswordHash` carry a password hash. */
export interface Credentials {
  userId: string
  version: number
  disabledAt: Date | null
  passwordHash: string
}

export async function findCredentials(emailKey: string): Promise<Credentials | null> {
  const [row] = await read((db) =>
    db
      .select({
        userId: users.id,
        version: users.version,
        disabledAt: users.disabledAt,
        passwordHash: passwords.hash,
      })
      .from(users)
      .innerJoin(passwords, eq(passwords.userId, users.id))
      .where(eq(users.emailKey, emailKey)),
  )
  return row ?? null
}

/** @returns false when the address belongs to an account already; nothing is written then. */
export async function insertUser(user: UserRecord): Promise<boolean> {
  const rows = await write((db) =>
    db
      .insert(users)
      .values(user)
      .onConflictDoNothing({ target: users.emailKey })
      .returning({ id: users.id }),
  )
  return rows.length > 0
}

export async function insertPassword(userId: string, hash: string, now: Date): Promise<void> {
  await write((db) => db.insert(passwords).values({ userId, hash, changedAt: now }))
}

/**
 * Replaces a hash by another of the same password, unless it has changed since it was read.
 */
export async function swapPasswordHash(userId: string, from: string, to: string): Promise<void> {
  await write((db) =>
    db
      .update(passwords)
      .set({ hash: to })
      .where(and(eq(passwords.userId, userId), eq(passwords.hash, from))),
  )
}

export async function findPasswordHash(userId: string): Promise<string | null> {
  const [row] = await read((db) =>
    db.select({ hash: passwords.hash }).from(passwords).where(eq(passwords.userId, userId)),
  )
  return row?.hash ?? null
}

/** Stores the hash of a new password. @returns false when another was stored since `from` was read. */
export async function replacePassword(
  userId: string,
  from: string,
  to: string,
  now: Date,
): Promise<boolean> {
  const rows = await write((db) =>
    db
      .update(passwords)
      .set({ hash: to, changedAt: now })
      .where(and(eq(passwords.userId, userId), eq(passwords.hash, from)))
      .returning({ userId: passwords.userId }),
  )
  return rows.length > 0
}

/** Ends everything of a user at once: sessions of an older version are ended, untouched. */
export async function raiseUserVersion(userId: string): Promise<void> {
  announceEnding(userId)
  await write((db) =>
    db
      .update(users)
      .set({ version: sql`${users.version} + 1` })
      .where(eq(users.id, userId)),
  )
}
