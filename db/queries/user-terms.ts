/** Queries of the words by which users are found. */
import { and, eq, exists, gte, inArray, lt, notExists, type SQL } from 'drizzle-orm'
import { alias, type PgColumn } from 'drizzle-orm/pg-core'
import { read, write } from '@/db/connection'
import type { Reader } from '@/db/drivers/driver'
import { users, userTerms } from '@/db/tables'
import { olderThan, newestFirst, type Place } from './pages'
import type { UserRecord } from './users'

/** Rows of one statement: SQLite takes 32,766 values, and each row has two. */
const BATCH = 5000

/** Adds the words of users, where they are not there yet. */
export async function insertUserTerms(
  terms: readonly { userId: string; term: string }[],
): Promise<void> {
  for (let i = 0; i < terms.length; i += BATCH) {
    const rows = terms
      .slice(i, i + BATCH)
      .map(({ userId, term }) => ({ id: `${term} ${userId}`, userId }))
    await write((db) => db.insert(userTerms).values(rows).onConflictDoNothing())
  }
}

/** How many words begin with `prefix`, counted up to `most`. */
export async function countTerms(prefix: string, most: number): Promise<number> {
  const rows = await read((db) =>
    db
      .select({ id: userTerms.id })
      .from(userTerms)
      .where(beginsWith(userTerms, prefix))
      .limit(most),
  )
  return rows.length
}

/**
 * Users who have a word that begins with `first`, and one for each of `others`. It looks at no more
 * than `within` words for the first.
 */
export async function findUserIdsByTerms(
  first: string,
  others: readonly string[],
  { within, limit }: { within: number; limit: number },
): Promise<string[]> {
  const rows = await read((db) => {
    const some = db
      .select({ userId: userTerms.userId })
      .from(userTerms)
      .where(beginsWith(userTerms, first))
      .orderBy(userTerms.id)
      .limit(within)
      .as('some')
    return db
      .selectDistinct({ userId: some.userId })
      .from(some)
      .where(and(...others.map((prefix, i) => hasTerm(db, some.userId, prefix, `other_${i}`))))
      .limit(limit)
  })
  return rows.map(({ userId }) => userId)
}

function hasTerm(db: Reader, userId: PgColumn, prefix: string, name: string): SQL {
  const other = alias(userTerms, name)
  return exists(
    db
      .select({ id: other.id })
      .from(other)
      .where(and(eq(other.userId, userId), beginsWith(other, prefix))),
  )
}

/** All words of one beginning lie together: up to, and without, the last that any can be. */
function beginsWith(table: { id: PgColumn }, prefix: string): SQL | undefined {
  return and(gte(table.id, prefix), lt(table.id, `${prefix}\u{10ffff}`))
}

/** Users without any word, among the `limit` that were created before `place`, newest first. */
export async function listUsersWithoutTerms(
  place: Place | null,
  limit: number,
): Promise<{ looked: Place[]; without: UserRecord[] }> {
  const looked = await read((db) =>
    db
      .select()
      .from(users)
      .where(olderThan(users.createdAt, users.id, place))
      .orderBy(...newestFirst(users.createdAt, users.id))
      .limit(limit),
  )
  const ids = looked.map(({ id }) => id)
  if (ids.length === 0) return { looked: [], without: [] }
  const bare = await read((db) =>
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
  const without = new Set(bare.map(({ id }) => id))
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
