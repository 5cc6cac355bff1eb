/** Queries for the list of a user's own sessions: their names, and those that have ended. */
import { and, desc, eq, gte, isNotNull, isNull, lte, ne, or } from 'drizzle-orm'
import { read, write } from '@/db/connection'
import { installation, sessions } from '@/db/tables'
import type { SessionId, UserId } from '@/lib/base/ids'
import { INSTALLATION_ID } from './installation'
import type { SessionRecord } from './sessions'

/** @param label null for none. @returns false if the user has no such session that has not ended. */
export async function updateSessionLabel(
  userId: UserId,
  id: SessionId,
  label: string | null,
): Promise<boolean> {
  const rows = await write((db) =>
    db
      .update(sessions)
      .set({ label })
      .where(and(eq(sessions.id, id), eq(sessions.userId, userId), isNull(sessions.endedAt)))
      .returning({ id: sessions.id }),
  )
  return rows.length > 0
}

/** Sessions of a user that are open no more, with the epoch of now. */
export async function listEndedSessions(
  {
    userId,
    version,
    now,
    usedSince,
  }: { userId: UserId; version: number; now: Date; usedSince: Date },
  most: number,
): Promise<{ session: SessionRecord; epoch: number }[]> {
  return read((db) =>
    db
      .select({ session: sessions, epoch: installation.epoch })
      .from(sessions)
      .innerJoin(installation, eq(installation.id, INSTALLATION_ID))
      .where(
        and(
          eq(sessions.userId, userId),
          gte(sessions.lastSeenAt, usedSince),
          or(
            isNotNull(sessions.endedAt),
            ne(sessions.version, version),
            ne(sessions.epoch, installation.epoch),
            lte(sessions.idleExpiresAt, now),
            lte(sessions.expiresAt, now),
          ),
        ),
      )
      .orderBy(desc(sessions.lastSeenAt), desc(sessions.id))
      .limit(most),
  )
}
