/** Queries of sessions. */
import { and, desc, eq, gt, isNull, lt, ne, sql } from 'drizzle-orm'
import { read, readPrepared, write } from '@/db/connection'
import type { Reader } from '@/db/drivers/driver'
import { installation, revokedTokens, sessions, signingKeys, users } from '@/db/tables'

export type SessionRecord = typeof sessions.$inferSelect
export type EndReason = NonNullable<SessionRecord['endReason']>

/** A session with all that decides whether it lives. */
export interface SessionWithOwner {
  session: SessionRecord
  user: { id: string; email: string; name: string; version: number; disabledAt: Date | null }
  epoch: number
}

const owner = {
  id: users.id,
  email: users.email,
  name: users.name,
  version: users.version,
  disabledAt: users.disabledAt,
}

const THE_INSTALLATION = 1

/** Everything that decides about an access token, in one look-up by primary keys. */
export interface AccessLookup extends SessionWithOwner {
  tokenRevoked: boolean
  /** Null where the ring does not hold the key, as with keys derived from `AUTH_SECRET`. */
  keyStatus: 'active' | 'retiring' | 'burned' | null
}

/**
 * The session of an access token, joined with its user, the epoch, the key that signed the token
 * and the token's revocation.
 */
export async function findSessionForAccess(token: {
  sessionId: string
  tokenId: string
  keyId: string
}): Promise<AccessLookup | null> {
  const [row] = await readPrepared('findSessionForAccess', prepareAccessLookup, (query) =>
    query.execute(token),
  )
  if (!row) return null
  const { revokedId, ...found } = row
  return { ...found, tokenRevoked: revokedId !== null }
}

function prepareAccessLookup(db: Reader) {
  return db
    .select({
      session: sessions,
      user: owner,
      epoch: installation.epoch,
      keyStatus: signingKeys.status,
      revokedId: revokedTokens.id,
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .innerJoin(installation, eq(installation.id, THE_INSTALLATION))
    .leftJoin(signingKeys, eq(signingKeys.id, sql.placeholder('keyId')))
    .leftJoin(revokedTokens, eq(revokedTokens.id, sql.placeholder('tokenId')))
    .where(eq(sessions.id, sql.placeholder('sessionId')))
    .prepare()
}

/** The session of a refresh token, joined with its user, the epoch and the token's revocation. */
export async function findSessionForRefresh(
  sessionId: string,
  tokenId: string,
): Promise<(SessionWithOwner & { tokenRevoked: boolean }) | null> {
  const [row] = await read((db) =>
    db
      .select({
        session: sessions,
        user: owner,
        epoch: installation.epoch,
        revokedId: revokedTokens.id,
      })
      .from(sessions)
      .innerJoin(users, eq(users.id, sessions.userId))
      .innerJoin(installation, eq(installation.id, THE_INSTALLATION))
      .leftJoin(revokedTokens, eq(revokedTokens.id, tokenId))
      .where(eq(sessions.id, sessionId)),
  )
  if (!row) return null
  const { revokedId, ...found } = row
  return { ...found, tokenRevoked: revokedId !== null }
}

/** The sessions of a user that may live, newest use first. */
export async function listOpenSessions(
  userId: string,
  version: number,
  now: Date,
): Promise<SessionRecord[]> {
  return read((db) =>
    db
      .select()
      .from(sessions)
      .where(
        and(
          eq(sessions.userId, userId),
          eq(sessions.version, version),
          isNull(sessions.endedAt),
          gt(sessions.idleExpiresAt, now),
          gt(sessions.expiresAt, now),
        ),
      )
      .orderBy(desc(sessions.lastSeenAt), desc(sessions.id)),
  )
}

/** Where a user has given their password, for ended sessions too; each address once. */
export async function listNetworks(userId: string, limit: number): Promise<string[]> {
  const rows = await read((db) =>
    db
      .selectDistinct({ network: sessions.createdNetwork })
      .from(sessions)
      .where(eq(sessions.userId, userId))
      .limit(limit),
  )
  return rows.map(({ network }) => network)
}

export async function insertSession(session: SessionRecord): Promise<void> {
  await write((db) => db.insert(sessions).values(session))
}

/** What a rotation changes. */
export type Rotation = Pick<
  SessionRecord,
  | 'rotatedAt'
  | 'idleExpiresAt'
  | 'refreshKeyId'
  | 'rotatedNetwork'
  | 'rotatedBrowser'
  | 'rotatedSystem'
  | 'network'
  | 'browser'
  | 'system'
  | 'device'
>

/**
 * Moves a session from generation `from` to the next.
 *
 * @returns the session after the swap, or null when another request swapped it first or the
 *   session was ended.
 * @see RFC 9700 §4.14.2
 */
export async function swapGeneration(
  id: string,
  from: number,
  rotation: Rotation,
): Promise<SessionRecord | null> {
  const [row] = await write((db) =>
    db
      .update(sessions)
      .set({ ...rotation, lastSeenAt: rotation.rotatedAt, generation: from + 1 })
      .where(and(eq(sessions.id, id), eq(sessions.generation, from), isNull(sessions.endedAt)))
      .returning(),
  )
  return row ?? null
}

/** Records that an honest client holds `generation`, and that the session was used. */
export async function confirmGeneration(id: string, generation: number, now: Date): Promise<void> {
  await write((db) =>
    db
      .update(sessions)
      .set({ confirmedGeneration: generation, lastSeenAt: now })
      .where(and(eq(sessions.id, id), eq(sessions.generation, generation))),
  )
}

/** Records that the session was used. */
export async function updateLastSeen(id: string, now: Date): Promise<void> {
  await write((db) => db.update(sessions).set({ lastSeenAt: now }).where(eq(sessions.id, id)))
}

/** @returns the session as it was ended, or null when it had ended already. */
export async function endSessionRow(
  id: string,
  reason: EndReason,
  now: Date,
): Promise<SessionRecord | null> {
  const [row] = await write((db) =>
    db
      .update(sessions)
      .set({ endedAt: now, endReason: reason })
      .where(and(eq(sessions.id, id), isNull(sessions.endedAt)))
      .returning(),
  )
  return row ?? null
}

/** Ends one session of `userId`. @returns it, or null when they have no such session open. */
export async function endSessionOf(
  userId: string,
  id: string,
  now: Date,
): Promise<SessionRecord | null> {
  const [row] = await write((db) =>
    db
      .update(sessions)
      .set({ endedAt: now, endReason: 'logged-out' })
      .where(and(eq(sessions.id, id), eq(sessions.userId, userId), isNull(sessions.endedAt)))
      .returning(),
  )
  return row ?? null
}

/** Ends every open session of `userId` but one. */
export async function endSessionsExcept(userId: string, kept: string, now: Date): Promise<void> {
  await write((db) =>
    db
      .update(sessions)
      .set({ endedAt: now, endReason: 'logged-out' })
      .where(and(eq(sessions.userId, userId), ne(sessions.id, kept), isNull(sessions.endedAt))),
  )
}

/** Removes sessions whose absolute limit passed before `point`. */
export async function deleteSessionsExpiredBefore(point: Date): Promise<void> {
  await write((db) => db.delete(sessions).where(lt(sessions.expiresAt, point)))
}
