/** Queries for sessions. */
import { and, desc, eq, inArray, isNotNull, isNull, lt, lte, ne, or } from 'drizzle-orm'
import { announceEnding, read, write } from '@/db/connection'
import { endedStatuses, sessions } from '@/db/tables'
import type { SessionId, UserId } from '@/lib/base/ids'
import { deleteSome } from './delete-some'

export type SessionRecord = typeof sessions.$inferSelect
export type EndReason = NonNullable<SessionRecord['endReason']>

/** The client addresses from which a user has logged in, each once. Includes ended sessions. */
export async function listNetworks(userId: UserId, limit: number): Promise<string[]> {
  const rows = await read((db) =>
    db
      .selectDistinct({ network: sessions.createdNetwork })
      .from(sessions)
      .where(eq(sessions.userId, userId))
      .limit(limit),
  )
  return rows.map(({ network }) => network)
}

/** The session of a user that was used last, living or not, if one is still stored. */
export async function findLastSession(userId: UserId): Promise<SessionRecord | null> {
  const [row] = await read((db) =>
    db
      .select()
      .from(sessions)
      .where(eq(sessions.userId, userId))
      .orderBy(desc(sessions.lastSeenAt))
      .limit(1),
  )
  return row ?? null
}

export async function insertSession(session: SessionRecord): Promise<void> {
  await write((db) => db.insert(sessions).values(session))
}

/** What a refresh changes. */
export type Rotation = Pick<
  SessionRecord,
  | 'rotatedAt'
  | 'idleExpiresAt'
  | 'refreshKeyId'
  | 'rotatedNetwork'
  | 'rotatedBrowser'
  | 'rotatedSystem'
>

/**
 * Moves a session from generation `from` to the next.
 *
 * @returns the updated session, or null when another request was first or the session has ended.
 * @see RFC 9700 §4.14.2
 */
export async function swapGeneration(
  id: SessionId,
  from: number,
  refresh: Rotation & Place,
): Promise<SessionRecord | null> {
  const [row] = await write((db) =>
    db
      .update(sessions)
      .set({ ...refresh, lastSeenAt: refresh.rotatedAt, generation: from + 1 })
      .where(and(eq(sessions.id, id), eq(sessions.generation, from), isNull(sessions.endedAt)))
      .returning(),
  )
  return row ?? null
}

/** Records that an honest client holds `generation`, and that the session was used. */
export async function confirmGeneration(
  id: SessionId,
  generation: number,
  from: Place,
  now: Date,
): Promise<void> {
  await write((db) =>
    db
      .update(sessions)
      .set({ ...from, confirmedGeneration: generation, lastSeenAt: now })
      .where(and(eq(sessions.id, id), eq(sessions.generation, generation))),
  )
}

/** The client that used a session. */
export type Place = Pick<SessionRecord, 'network' | 'browser' | 'system' | 'device'>

/** Records that the session was used, and by which client. */
export async function updateLastSeen(id: SessionId, from: Place, now: Date): Promise<void> {
  await write((db) =>
    db
      .update(sessions)
      .set({ ...from, lastSeenAt: now })
      .where(eq(sessions.id, id)),
  )
}

/**
 * Records that two clients seem to use a session.
 *
 * @returns false when that was already recorded after `since`.
 */
export async function markIncident(id: SessionId, since: Date, now: Date): Promise<boolean> {
  const rows = await write((db) =>
    db
      .update(sessions)
      .set({ suspectedAt: now })
      .where(
        and(
          eq(sessions.id, id),
          or(isNull(sessions.suspectedAt), lte(sessions.suspectedAt, since)),
        ),
      )
      .returning({ id: sessions.id }),
  )
  return rows.length > 0
}

/** No session of the user began with a recovery code any more, as far as second factors go. */
export async function deleteRecoveryOf(userId: UserId): Promise<void> {
  await write((db) =>
    db
      .update(sessions)
      .set({ recoveryUntil: null })
      .where(and(eq(sessions.userId, userId), isNotNull(sessions.recoveryUntil))),
  )
}

/** @returns the ended session, or null when it had ended before. */
export async function markSessionEnded(
  { id, userId }: Pick<SessionRecord, 'id' | 'userId'>,
  reason: EndReason,
  now: Date,
): Promise<SessionRecord | null> {
  announceEnding(userId)
  const [row] = await write((db) =>
    db
      .update(sessions)
      .set({ endedAt: now, endReason: reason })
      .where(and(eq(sessions.id, id), isNull(sessions.endedAt)))
      .returning(),
  )
  return row ?? null
}

/** Ends one session of `userId`. @returns it, or null when they have no such open session. */
export async function markSessionOfUserEnded(
  userId: UserId,
  id: SessionId,
  now: Date,
): Promise<SessionRecord | null> {
  announceEnding(userId)
  const [row] = await write((db) =>
    db
      .update(sessions)
      .set({ endedAt: now, endReason: 'logged-out' })
      .where(and(eq(sessions.id, id), eq(sessions.userId, userId), isNull(sessions.endedAt)))
      .returning(),
  )
  return row ?? null
}

/** Ends every open session of `userId` except `kept`. */
export async function markOtherSessionsEnded(
  userId: UserId,
  kept: SessionId,
  now: Date,
): Promise<void> {
  announceEnding(userId)
  await write((db) =>
    db
      .update(sessions)
      .set({ endedAt: now, endReason: 'logged-out' })
      .where(and(eq(sessions.userId, userId), ne(sessions.id, kept), isNull(sessions.endedAt))),
  )
}

/** The user of a session, open or ended. */
export async function findSessionUser(id: SessionId): Promise<UserId | null> {
  const [row] = await read((db) =>
    db.select({ userId: sessions.userId }).from(sessions).where(eq(sessions.id, id)),
  )
  return row?.userId ?? null
}

/** How many sessions a user has, open or ended, counted up to `most`. */
export async function countSessionRows(userId: UserId, most: number): Promise<number> {
  const rows = await read((db) =>
    db.select({ id: sessions.id }).from(sessions).where(eq(sessions.userId, userId)).limit(most),
  )
  return rows.length
}

/** Deletes sessions of a user who is about to be deleted; status lists still show them as ended. */
export async function deleteSessionsOf(userId: UserId, most: number, now: Date): Promise<number> {
  announceEnding(userId)
  const rows = await read((db) =>
    db
      .select({ id: sessions.id, statusIndex: sessions.statusIndex })
      .from(sessions)
      .where(eq(sessions.userId, userId))
      .limit(most),
  )
  const statuses = rows.flatMap(({ statusIndex }) =>
    statusIndex === null ? [] : [{ statusIndex, endedAt: now }],
  )
  if (statuses.length > 0) await write((db) => db.insert(endedStatuses).values(statuses))
  const ids = rows.map(({ id }) => id)
  await write((db) => db.delete(sessions).where(inArray(sessions.id, ids)))
  return rows.length
}

/** Deletes sessions whose absolute limit passed before `point`. */
export function deleteSessionsExpiredBefore(point: Date, most: number): Promise<number> {
  return deleteSome(sessions, sessions.id, lt(sessions.expiresAt, point), most)
}
