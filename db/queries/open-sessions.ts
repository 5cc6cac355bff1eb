/** Queries for the sessions of a user that are open. */
import {
  and,
  eq,
  gt,
  inArray,
  isNull,
  ne,
  sql,
  type Param,
  type Placeholder,
  type SQL,
} from 'drizzle-orm'
import { read, readPrepared } from '@/db/connection'
import type { Reader } from '@/db/drivers/driver'
import { installation, sessions } from '@/db/tables'
import type { SessionId, UserId } from '@/lib/base/ids'
import { bound } from './bound'
import { newestFirst, olderThan, type Cursor } from './pages'
import type { SessionRecord } from './sessions'

/** Whose open sessions. */
export interface OpenSessionsOf {
  userId: UserId
  version: number
  now: Date
}

/** Which open sessions of a user. */
export interface OpenSessionFilter extends OpenSessionsOf {
  /** Only these sessions, or all but that one. */
  only?: readonly SessionId[]
  except?: SessionId
}

/** Open sessions of a user after the cursor, last used first, at most `most`. */
export async function listOpenSessions(
  of: OpenSessionFilter,
  cursor: Cursor | null,
  most: number,
): Promise<SessionRecord[]> {
  const rows = await read((db) =>
    db
      .select({ session: sessions })
      .from(sessions)
      .innerJoin(installation, eq(installation.epoch, sessions.epoch))
      .where(and(matches(of), olderThan(sessions.lastSeenAt, sessions.id, cursor)))
      .orderBy(...newestFirst(sessions.lastSeenAt, sessions.id))
      .limit(most),
  )
  return rows.map(({ session }) => session)
}

/** How many open sessions the user has, counted up to `most`. */
export async function countOpenSessions(of: OpenSessionsOf, most: number): Promise<number> {
  const rows = await readPrepared('countOpenSessions', prepareCount, (query) =>
    query.execute({ ...of, most }),
  )
  return rows.length
}

function prepareCount(db: Reader) {
  const [userId, version] = [sql.placeholder('userId'), sql.placeholder('version')]
  return db
    .select({ id: sessions.id })
    .from(sessions)
    .innerJoin(installation, eq(installation.epoch, sessions.epoch))
    .where(isOpen({ userId, version, now: bound('now', sessions.expiresAt) }))
    .limit(sql.placeholder('most'))
    .prepare('count_open_sessions')
}

/** How many of these sessions are open ones of the user. */
export async function countOpenAmong(
  only: readonly SessionId[],
  of: OpenSessionsOf,
): Promise<number> {
  if (only.length === 0) return 0
  const rows = await read((db) =>
    db
      .select({ id: sessions.id })
      .from(sessions)
      .innerJoin(installation, eq(installation.epoch, sessions.epoch))
      .where(matches({ ...of, only })),
  )
  return rows.length
}

function matches({ only, except, ...of }: OpenSessionFilter): SQL | undefined {
  return and(
    only === undefined ? undefined : inArray(sessions.id, [...only]),
    except === undefined ? undefined : ne(sessions.id, except),
    isOpen(of),
  )
}

/** What a query compares with: a value, or what it is bound to. */
type Bound<T> = { [Key in keyof T]: T[Key] | Placeholder | Param }

function isOpen({ userId, version, now }: Bound<OpenSessionsOf>): SQL | undefined {
  return and(
    eq(sessions.userId, userId),
    eq(sessions.version, version),
    isNull(sessions.endedAt),
    gt(sessions.idleExpiresAt, now),
    gt(sessions.expiresAt, now),
  )
}
