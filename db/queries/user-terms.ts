/** Queries for the words that find users. */
import { and, eq, gte, inArray, lt, notExists, type SQL } from 'drizzle-orm'
import { read, write } from '@/db/connection'
import { users, userTerms } from '@/db/tables'
import { olderThan, newestFirst, type Cursor } from './pages'
import { isUserId, type UserId } from '@/lib/base/ids'
import type { UserRecord } from './users'

/** Rows per statement: SQLite takes 32,766 values, and each row has two. */
const BATCH = 5000

/** Adds words of users that are not stored yet. */
export async function insertUserTerms(
  terms: readonly { userId: UserId; term: string }[],
): Promise<void> {
  for (let i = 0; i < terms.length; i += BATCH) {
    const rows = terms
      .slice(i, i + BATCH)
      .map(({ userId, term }) => ({ id: `${term} ${userId}`, userId }))
    await write((db) => db.insert(userTerms).values(rows).onConflictDoNothing())
  }
}

/** Deletes all words of a user. */
export async function deleteUserTerms(userId: UserId): Promise<void> {
  await write((db) => db.delete(userTerms).where(eq(userTerms.userId, userId)))
}

/**
 * Users with a word that begins with `prefix`: one id per word, at most `most`, so that a user may
 * appear more than once. Reads only the index, where such words are adjacent.
 */
export async function listUserIdsByTerm(prefix: string, most: number): Promise<UserId[]> {
  const rows = await read((db) =>
    db
      .select({ id: userTerms.id })
      .from(userTerms)
      .where(beginsWith(prefix))
      .orderBy(userTerms.id)
      .limit(most),
  )
  return rows.map(({ id }) => id.slice(id.lastIndexOf(' ') + 1)).filter(isUserId)
}

/** Those of `userIds` with a word that begins with `prefix`. */
export async function findUserIdsWithTerm(
  userIds: readonly UserId[],
  prefix: string,
): Promise<UserId[]> {
  const rows = await read((db) =>
    db
      .selectDistinct({ userId: userTerms.userId })
      .from(userTerms)
      .where(and(inArray(userTerms.userId, [...userIds]), beginsWith(prefix))),
  )
  return rows.map(({ userId }) => userId)
}

/** From `prefix` to below its continuation with the highest code point. */
function beginsWith(prefix: string): SQL | undefined {
  return and(gte(userTerms.id, prefix), lt(userTerms.id, `${prefix}\u{10ffff}`))
}

/** Users without any word, among the `limit` that were created before `cursor`, newest first. */
export async function listUsersWithoutTerms(
  cursor: Cursor | null,
  limit: number,
): Promise<{ looked: Cursor[]; without: UserRecord[] }> {
  const looked = await read((db) =>
    db
      .select()
      .from(users)
      .where(olderThan(users.createdAt, users.id, cursor))
      .orderBy(...newestFirst(users.createdAt, users.id))
      .limit(limit),
  )
  const ids = looked.map(({ id }) => id)
  if (ids.length === 0) return { looked: [], without: [] }
  const found = await read((db) =>
    db
      .select({ id: users.id })
      .from(users)
      .where(
        and(
          inArray(users.id, ids),
          notExists(
            db.select({ id: userTerms.id }).from(userTerms).where(eq(userTerms.userId, users.id)),
          ),
        ),
      ),
  )
  const without = new Set(found.map(({ id }) => id))
  return {
    looked: looked.map(({ id, createdAt }) => ({ id, at: createdAt })),
    without: looked.filter(({ id }) => without.has(id)),
  }
}

/** True when the oldest user has words, or there is none. */
export async function hasOldestUserTerms(): Promise<boolean> {
  const [oldest] = await read((db) =>
    db.select({ id: users.id }).from(users).orderBy(users.createdAt, users.id).limit(1),
  )
  if (!oldest) return true
  const rows = await read((db) =>
    db.select({ id: userTerms.id }).from(userTerms).where(eq(userTerms.userId, oldest.id)).limit(1),
  )
  return rows.length > 0
}
