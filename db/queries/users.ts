/** Queries for users and their password hashes. */
import { and, desc, eq, inArray, isNull, lte, sql } from 'drizzle-orm'
import { announceEnding, read, write } from '@/db/connection'
import { costOf } from '@/db/schema/password-cost'
import { passkeys, passwords, users } from '@/db/tables'
import type { UserId } from '@/lib/base/ids'
import type { Locale } from '@/lib/base/locales'
import { keepStatusesOfUser } from './app-statuses'

export type UserRecord = typeof users.$inferSelect

/** What log-in needs. Only this and `findPasswordHash` contain a password hash. */
export interface Credentials {
  userId: UserId
  version: number
  disabledAt: Date | null
  emailVerifiedAt: Date | null
  deletionDueAt: Date | null
  passwordHash: string
}

export async function findCredentials(emailKey: string): Promise<Credentials | null> {
  const [row] = await read((db) =>
    db
      .select({
        userId: users.id,
        version: users.version,
        disabledAt: users.disabledAt,
        emailVerifiedAt: users.emailVerifiedAt,
        deletionDueAt: users.deletionDueAt,
        passwordHash: passwords.hash,
      })
      .from(users)
      .innerJoin(passwords, eq(passwords.userId, users.id))
      .where(eq(users.emailKey, emailKey)),
  )
  return row ?? null
}

export async function findUserRow(id: UserId): Promise<UserRecord | null> {
  const [row] = await read((db) => db.select().from(users).where(eq(users.id, id)))
  return row ?? null
}

export async function findUserRowByEmail(emailKey: string): Promise<UserRecord | null> {
  const [row] = await read((db) => db.select().from(users).where(eq(users.emailKey, emailKey)))
  return row ?? null
}

export async function hasUsers(): Promise<boolean> {
  const rows = await read((db) => db.select({ id: users.id }).from(users).limit(1))
  return rows.length > 0
}

/**
 * Whether any of these users, or any user at all, can log in: with a password, or with a passkey.
 *
 * @param rpId the host on which passkeys work; null where none do
 */
export async function canAnyLogIn(
  rpId: string | null,
  userIds?: readonly UserId[],
): Promise<boolean> {
  if (userIds?.length === 0) return false
  const withPassword = await read((db) =>
    db
      .select({ userId: passwords.userId })
      .from(passwords)
      .where(userIds && inArray(passwords.userId, [...userIds]))
      .limit(1),
  )
  if (withPassword.length > 0 || rpId === null) return withPassword.length > 0
  const withPasskey = await read((db) =>
    db
      .select({ userId: passkeys.userId })
      .from(passkeys)
      .where(
        and(
          isNull(passkeys.suspendedAt),
          eq(passkeys.rpId, rpId),
          userIds && inArray(passkeys.userId, [...userIds]),
        ),
      )
      .limit(1),
  )
  return withPasskey.length > 0
}

/** @returns false when the email address has an account already; nothing is written then. */
export async function insertUser(user: typeof users.$inferInsert): Promise<boolean> {
  const rows = await write((db) =>
    db
      .insert(users)
      .values(user)
      .onConflictDoNothing({ target: users.emailKey })
      .returning({ id: users.id }),
  )
  return rows.length > 0
}

/** A password as it is stored; `strength` is null if it was not judged. */
export interface NewPassword {
  readonly hash: string
  readonly strength: number | null
}

export async function insertPassword(
  userId: UserId,
  password: NewPassword,
  now: Date,
): Promise<void> {
  await write((db) => db.insert(passwords).values({ userId, ...password, changedAt: now }))
}

/** Replaces a hash by another of the same password, unless it has changed since it was read. */
export async function swapPasswordHash(userId: UserId, from: string, to: string): Promise<void> {
  await write((db) =>
    db
      .update(passwords)
      .set({ hash: to })
      .where(and(eq(passwords.userId, userId), eq(passwords.hash, from))),
  )
}

export async function findPasswordHash(userId: UserId): Promise<string | null> {
  const [row] = await read((db) =>
    db.select({ hash: passwords.hash }).from(passwords).where(eq(passwords.userId, userId)),
  )
  return row?.hash ?? null
}

/** The highest cost of all stored hashes that is not above `most`, or null. One index entry. */
export async function findHighestCost(most: number): Promise<number | null> {
  const cost = costOf(passwords.hash)
  const [row] = await read((db) =>
    db
      .select({ cost })
      .from(passwords)
      .where(lte(cost, String(most)))
      .orderBy(desc(cost))
      .limit(1),
  )
  // A hash of unknown form has no number there.
  return row ? Number(row.cost) || null : null
}

/** Stores the hash of a new password. @returns false when another was stored since `from` was read. */
export async function replacePassword(
  userId: UserId,
  from: string,
  to: NewPassword,
  now: Date,
): Promise<boolean> {
  const rows = await write((db) =>
    db
      .update(passwords)
      .set({ ...to, changedAt: now })
      .where(and(eq(passwords.userId, userId), eq(passwords.hash, from)))
      .returning({ userId: passwords.userId }),
  )
  return rows.length > 0
}

/** Stores the hash of a password, whether the user had one before or not. */
export async function storePassword(
  userId: UserId,
  { hash, strength }: NewPassword,
  now: Date,
): Promise<void> {
  const password = { hash, strength, changedAt: now }
  await write((db) =>
    db
      .insert(passwords)
      .values({ userId, ...password })
      .onConflictDoUpdate({ target: passwords.userId, set: password }),
  )
}

/** The user logs in again only after choosing another. */
export async function deletePassword(userId: UserId): Promise<void> {
  await write((db) => db.delete(passwords).where(eq(passwords.userId, userId)))
}

/** Null for a user who has chosen none; another version may know languages that this one does not. */
export async function findLocale(userId: UserId): Promise<string | null> {
  const [row] = await read((db) =>
    db.select({ locale: users.locale }).from(users).where(eq(users.id, userId)),
  )
  return row?.locale ?? null
}

export async function storeLocale(userId: UserId, locale: Locale): Promise<void> {
  await write((db) => db.update(users).set({ locale }).where(eq(users.id, userId)))
}

export async function updateProfile(
  userId: UserId,
  profile: Pick<UserRecord, 'name' | 'locale'>,
): Promise<void> {
  await write((db) => db.update(users).set(profile).where(eq(users.id, userId)))
}

/** Changes nothing for a user who has chosen a language. */
export async function storeFirstLocale(userId: UserId, locale: Locale): Promise<void> {
  const hasNone = and(eq(users.id, userId), isNull(users.locale))
  await write((db) => db.update(users).set({ locale }).where(hasNone))
}

/** @returns false when the user is disabled already. */
export async function markDisabled(id: UserId, now: Date): Promise<boolean> {
  const rows = await write((db) =>
    db
      .update(users)
      .set({ disabledAt: now })
      .where(and(eq(users.id, id), isNull(users.disabledAt)))
      .returning({ id: users.id }),
  )
  return rows.length > 0
}

export async function markEnabled(id: UserId): Promise<void> {
  await write((db) => db.update(users).set({ disabledAt: null }).where(eq(users.id, id)))
}

/**
 * Deletes a user with all of their rows except security events. Status lists still show what
 * applications held for them as ended.
 */
export async function deleteUserRow(id: UserId, now: Date): Promise<void> {
  announceEnding(id)
  await keepStatusesOfUser(id, now)
  await write((db) => db.delete(users).where(eq(users.id, id)))
}

/** Ends every session of a user at once: one with an older version has ended. */
export async function raiseUserVersion(userId: UserId, now: Date): Promise<void> {
  announceEnding(userId)
  await write((db) =>
    db
      .update(users)
      .set({ version: sql`${users.version} + 1`, sessionsEndedAt: now })
      .where(eq(users.id, userId)),
  )
}
