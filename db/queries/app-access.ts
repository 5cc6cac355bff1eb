/** Queries for which applications may use a user's account. */
import { and, eq, inArray, isNull, max, min } from 'drizzle-orm'
import { read } from '@/db/connection'
import { appGrants, apps, appSessions, consents } from '@/db/tables'
import type { AppId, UserId } from '@/lib/base/ids'
import type { AppGrantRecord, ConsentRecord } from './app-grants'
import type { AppSessionRecord } from './app-sessions'
import type { AppRecord } from './apps'

/** What an application holds for a user, over all of its grants that were not ended. */
export interface HeldByApp {
  appId: AppId
  since: Date | null
  lastUsedAt: Date | null
}

export async function listHeldByApps(userId: UserId): Promise<HeldByApp[]> {
  return read((db) =>
    db
      .select({
        appId: appGrants.appId,
        since: min(appGrants.createdAt),
        lastUsedAt: max(appGrants.lastUsedAt),
      })
      .from(appGrants)
      .where(and(eq(appGrants.userId, userId), isNull(appGrants.endedAt)))
      .groupBy(appGrants.appId),
  )
}

/** The payloads of these grants that were used last. */
export async function listGrantPayloads(
  userId: UserId,
  { appId, lastUsedAt }: HeldByApp,
  most: number,
): Promise<string[]> {
  if (lastUsedAt === null) return []
  const rows = await read((db) =>
    db
      .select({ payload: appGrants.payload })
      .from(appGrants)
      .where(
        and(
          eq(appGrants.userId, userId),
          eq(appGrants.appId, appId),
          eq(appGrants.lastUsedAt, lastUsedAt),
          isNull(appGrants.endedAt),
        ),
      )
      .limit(most),
  )
  return rows.map(({ payload }) => payload)
}

export async function listConsents(userId: UserId): Promise<ConsentRecord[]> {
  return read((db) => db.select().from(consents).where(eq(consents.userId, userId)))
}

/** Also those that were ended. */
export async function listAllGrants(userId: UserId): Promise<AppGrantRecord[]> {
  return read((db) => db.select().from(appGrants).where(eq(appGrants.userId, userId)))
}

/** Also those of which the application was told the end. */
export async function listAllAppSessions(userId: UserId): Promise<AppSessionRecord[]> {
  return read((db) => db.select().from(appSessions).where(eq(appSessions.userId, userId)))
}

export async function listAppsById(ids: readonly AppId[]): Promise<AppRecord[]> {
  if (ids.length === 0) return []
  return read((db) =>
    db
      .select()
      .from(apps)
      .where(inArray(apps.id, [...ids])),
  )
}
