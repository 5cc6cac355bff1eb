/** Queries for many users, a page at a time. */
import { aliasedTable, and, asc, eq, gt, gte, inArray, max, notExists, or, sql } from 'drizzle-orm'
import { read } from '@/db/connection'
import { roleGrants, sessions, users } from '@/db/tables'
import { hasTime, newerThan, newestFirst, olderThan, oldestFirst, type Cursor } from './pages'
import type { UserId } from '@/lib/base/ids'
import type { UserRecord } from './users'

/** By time of creation. */
export async function listUserRows(
  order: 'newest' | 'oldest',
  cursor: Cursor | null,
  limit: number,
): Promise<UserRecord[]> {
  const [isAfter, inOrder] =
    order === 'newest' ? [olderThan, newestFirst] : [newerThan, oldestFirst]
  const { createdAt, id } = users
  return read((db) =>
    db
      .select()
      .from(users)
      .where(isAfter(createdAt, id, cursor))
      .orderBy(...inOrder(createdAt, id))
      .limit(limit),
  )
}

/** By the normal form of the email address. */
export async function listUserRowsByEmail(
  cursor: string | null,
  limit: number,
): Promise<UserRecord[]> {
  return read((db) =>
    db
      .select()
      .from(users)
      .where(cursor === null ? undefined : gt(users.emailKey, cursor))
      .orderBy(asc(users.emailKey))
      .limit(limit),
  )
}

/** How many users there are, or are disabled, counted up to `most`. */
export async function countUserRows(filter: 'all' | 'disabled', most: number): Promise<number> {
  const rows = await read((db) =>
    db
      .select({ id: users.id })
      .from(users)
      .where(filter === 'disabled' ? hasTime(users.disabledAt) : undefined)
      .limit(most),
  )
  return rows.length
}

/**
 * Users by when they were last seen, latest first, without users who have no session. Only the
 * newest session of each user counts, which an index finds.
 */
export async function listUsersSeen(
  cursor: Cursor | null,
  limit: number,
): Promise<{ user: UserRecord; seenAt: Date }[]> {
  const later = aliasedTable(sessions, 'later')
  const { userId, lastSeenAt, id } = sessions
  const page = await read((db) =>
    db
      .select({ userId, seenAt: lastSeenAt })
      .from(sessions)
      .where(
        and(
          hasTime(lastSeenAt),
          olderThan(lastSeenAt, userId, cursor),
          notExists(
            db
              .select({ id: later.id })
              .from(later)
              .where(
                and(
                  eq(later.userId, userId),
                  gte(later.lastSeenAt, lastSeenAt),
                  or(gt(later.lastSeenAt, lastSeenAt), gt(later.id, id)),
                ),
              ),
          ),
        ),
      )
      .orderBy(...newestFirst(lastSeenAt, userId))
      .limit(limit),
  )
  const rows = await listUserRowsById(page.map(({ userId }) => userId))
  const found = new Map(rows.map((user) => [user.id, user]))
  return page.flatMap(({ userId, seenAt }) => {
    const user = found.get(userId)
    return user ? [{ user, seenAt }] : []
  })
}

/** When each of these users was last seen, by the sessions still stored. */
export async function listLastSeen(
  userIds: readonly UserId[],
): Promise<{ userId: UserId; at: Date | null }[]> {
  if (userIds.length === 0) return []
  return read((db) =>
    db
      .select({ userId: sessions.userId, at: max(sessions.lastSeenAt) })
      .from(sessions)
      .where(inArray(sessions.userId, [...userIds]))
      .groupBy(sessions.userId),
  )
}

/** By when they were disabled, latest first. */
export async function listDisabledUserRows(
  cursor: Cursor | null,
  limit: number,
): Promise<UserRecord[]> {
  return read((db) =>
    db
      .select()
      .from(users)
      .where(and(hasTime(users.disabledAt), olderThan(users.disabledAt, users.id, cursor)))
      .orderBy(...newestFirst(users.disabledAt, users.id))
      .limit(limit),
  )
}

/**
 * In the order of their ids, which are random: the index of role holders has no time.
 *
 * Two look-ups, since PostgreSQL would join the two tables from the start, however deep the page.
 */
export async function listHolderRows(
  role: string,
  cursor: Cursor | null,
  limit: number,
): Promise<UserRecord[]> {
  const page = await read((db) =>
    db
      .select({ id: roleGrants.userId })
      .from(roleGrants)
      .where(
        and(
          eq(roleGrants.role, role),
          cursor ? sql`${roleGrants.userId} > ${cursor.id}` : undefined,
        ),
      )
      .orderBy(asc(roleGrants.userId))
      .limit(limit),
  )
  const found = new Map((await listUserRowsById(page.map(({ id }) => id))).map((u) => [u.id, u]))
  return page.flatMap(({ id }) => found.get(id) ?? [])
}

/** Unsorted: for a sorted result, SQLite may read all users to find these few. */
export async function listUserRowsById(ids: readonly UserId[]): Promise<UserRecord[]> {
  if (ids.length === 0) return []
  return read((db) =>
    db
      .select()
      .from(users)
      .where(inArray(users.id, [...ids])),
  )
}
