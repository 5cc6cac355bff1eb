/** Queries for what applications hold for users. */
import { and, desc, eq, getTableColumns, isNull, lt } from 'drizzle-orm'
import { announceEnding, read, write } from '@/db/connection'
import { appGrants, apps, consents, installation, sessions, users } from '@/db/tables'
import type { AppGrantId, AppId, SessionId, UserId } from '@/lib/base/ids'
import { deleteSome } from './delete-some'
import { INSTALLATION_ID } from './installation'

export type AppGrantRecord = typeof appGrants.$inferSelect
export type ConsentRecord = typeof consents.$inferSelect

/** A grant with everything that decides whether it is open. */
export interface AppGrantLife {
  grant: AppGrantRecord
  app: { version: number; disabledAt: Date | null }
  user: { version: number; disabledAt: Date | null }
  /** Null once the row of the session was purged. */
  session: { id: SessionId; endedAt: Date | null; idleExpiresAt: Date; expiresAt: Date } | null
  epoch: number
}

export async function findGrantLife(id: AppGrantId): Promise<AppGrantLife | null> {
  const [row] = await read((db) =>
    db
      .select({
        grant: getTableColumns(appGrants),
        app: { version: apps.version, disabledAt: apps.disabledAt },
        user: { version: users.version, disabledAt: users.disabledAt },
        session: {
          // First: drizzle takes the whole object for missing if its first column is null.
          id: sessions.id,
          endedAt: sessions.endedAt,
          idleExpiresAt: sessions.idleExpiresAt,
          expiresAt: sessions.expiresAt,
        },
        epoch: installation.epoch,
      })
      .from(appGrants)
      .innerJoin(apps, eq(apps.id, appGrants.appId))
      .innerJoin(users, eq(users.id, appGrants.userId))
      .innerJoin(installation, eq(installation.id, INSTALLATION_ID))
      .leftJoin(sessions, eq(sessions.id, appGrants.sessionId))
      .where(eq(appGrants.id, id)),
  )
  return row ?? null
}

/** The newest grant of this session and application that was not ended by itself. */
export async function findGrantOf(
  sessionId: SessionId,
  appId: AppId,
  offline: boolean,
): Promise<AppGrantRecord | null> {
  const [row] = await read((db) =>
    db
      .select()
      .from(appGrants)
      .where(
        and(
          eq(appGrants.sessionId, sessionId),
          eq(appGrants.appId, appId),
          eq(appGrants.offline, offline),
          isNull(appGrants.endedAt),
        ),
      )
      .orderBy(desc(appGrants.createdAt))
      .limit(1),
  )
  return row ?? null
}

export async function insertGrant(grant: AppGrantRecord): Promise<void> {
  await write((db) => db.insert(appGrants).values(grant))
}

/** @returns false when there is no such grant, or it has ended. */
export async function updateGrantPayload(id: AppGrantId, payload: string): Promise<boolean> {
  const rows = await write((db) =>
    db
      .update(appGrants)
      .set({ payload })
      .where(and(eq(appGrants.id, id), isNull(appGrants.endedAt)))
      .returning({ id: appGrants.id }),
  )
  return rows.length > 0
}

/** Records that the application used it. */
export async function markGrantUsed(id: AppGrantId, now: Date): Promise<void> {
  await write((db) => db.update(appGrants).set({ lastUsedAt: now }).where(eq(appGrants.id, id)))
}

/** Records that refresh tokens made until `confirmedAt` have reached their client. */
export async function confirmGrant(id: AppGrantId, confirmedAt: Date): Promise<void> {
  await write((db) => db.update(appGrants).set({ confirmedAt }).where(eq(appGrants.id, id)))
}

/** @returns the ended grant, or null when it had ended before. */
export async function endGrant(id: AppGrantId, now: Date): Promise<AppGrantRecord | null> {
  const [found] = await read((db) =>
    db.select({ userId: appGrants.userId }).from(appGrants).where(eq(appGrants.id, id)),
  )
  if (!found) return null
  announceEnding(found.userId)
  const [row] = await write((db) =>
    db
      .update(appGrants)
      .set({ endedAt: now })
      .where(and(eq(appGrants.id, id), isNull(appGrants.endedAt)))
      .returning(),
  )
  return row ?? null
}

/** Ends what the application holds for the user, in all sessions. @returns how many grants */
export async function endGrantsOf(userId: UserId, appId: AppId, now: Date): Promise<number> {
  announceEnding(userId)
  const rows = await write((db) =>
    db
      .update(appGrants)
      .set({ endedAt: now })
      .where(
        and(eq(appGrants.userId, userId), eq(appGrants.appId, appId), isNull(appGrants.endedAt)),
      )
      .returning({ id: appGrants.id }),
  )
  return rows.length
}

export function deleteGrantsExpiredBefore(point: Date, most: number): Promise<number> {
  return deleteSome(appGrants, appGrants.id, lt(appGrants.expiresAt, point), most)
}

export async function findConsent(userId: UserId, appId: AppId): Promise<ConsentRecord | null> {
  const [row] = await read((db) =>
    db
      .select()
      .from(consents)
      .where(and(eq(consents.userId, userId), eq(consents.appId, appId))),
  )
  return row ?? null
}

/** Inserts the consent, or replaces the scopes of the one that is there. */
export async function upsertConsent(consent: ConsentRecord): Promise<void> {
  const { scopes, grantedAt } = consent
  await write((db) =>
    db
      .insert(consents)
      .values(consent)
      .onConflictDoUpdate({
        target: [consents.userId, consents.appId],
        set: { scopes, grantedAt },
      }),
  )
}

/** @returns whether there was one. */
export async function deleteConsent(userId: UserId, appId: AppId): Promise<boolean> {
  const rows = await write((db) =>
    db
      .delete(consents)
      .where(and(eq(consents.userId, userId), eq(consents.appId, appId)))
      .returning({ id: consents.id }),
  )
  return rows.length > 0
}
