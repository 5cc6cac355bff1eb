/** Queries for which applications take part in sessions. */
import { and, eq, isNull, lt } from 'drizzle-orm'
import { read, write } from '@/db/connection'
import { appSessions } from '@/db/tables'
import type { SessionId } from '@/lib/base/ids'
import { deleteSome } from './delete-some'

export type AppSessionRecord = typeof appSessions.$inferSelect

/** The applications that take part in the session, as far as it is known to live. */
export async function listAppSessions(sessionId: SessionId): Promise<AppSessionRecord[]> {
  return read((db) =>
    db
      .select()
      .from(appSessions)
      .where(and(eq(appSessions.sessionId, sessionId), isNull(appSessions.endedAt))),
  )
}

export type NewAppSession = Pick<
  AppSessionRecord,
  'sid' | 'sessionId' | 'userId' | 'appId' | 'startedAt'
> & {
  /** When the session expires unless it is used. */
  dueAt: Date
}

/**
 * Lets the application take part in the session. One whose access had been removed begins anew:
 * what it was still to be told would log out the new one.
 */
export async function upsertAppSession(row: NewAppSession): Promise<void> {
  const { startedAt, dueAt } = row
  await write((db) =>
    db
      .insert(appSessions)
      .values(row)
      .onConflictDoUpdate({
        target: [appSessions.sessionId, appSessions.appId],
        set: { startedAt, dueAt, endedAt: null, toldAt: null, tries: 0, lastResult: null },
      }),
  )
}

/** Deletes those whose application was told before `point`. */
export function deleteAppSessionsToldBefore(point: Date, most: number): Promise<number> {
  return deleteSome(appSessions, appSessions.sid, lt(appSessions.toldAt, point), most)
}
