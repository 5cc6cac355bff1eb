/** Queries for applications and their secrets. */
import {
  and,
  desc,
  eq,
  getTableColumns,
  gt,
  inArray,
  isNotNull,
  isNull,
  lt,
  ne,
  or,
  sql,
} from 'drizzle-orm'
import { announceEnding, EVERYONE, read, write } from '@/db/connection'
import { appGrants, apps, appSecrets, appSessions, consents } from '@/db/tables'
import type { AppId } from '@/lib/base/ids'
import { keepStatusesOfApp, retireAppStatus } from './app-statuses'
import { deleteSome } from './delete-some'
import { newestFirst, olderThan, type Cursor } from './pages'

export { APP_KINDS } from '@/db/schema/apps'

export type AppRecord = Omit<typeof apps.$inferSelect, 'logo'>

/** All but the logo, which only pages need. */
function columns() {
  const others: Columns & { logo?: unknown } = { ...getTableColumns(apps) }
  delete others.logo
  return others as Columns
}

type Columns = Omit<ReturnType<typeof getTableColumns<typeof apps>>, 'logo'>

export type AppKind = AppRecord['kind']
export type AppSecretRecord = typeof appSecrets.$inferSelect

export async function insertApp(app: AppRecord): Promise<void> {
  await write((db) => db.insert(apps).values(app))
}

export async function findApp(id: AppId): Promise<AppRecord | null> {
  const [row] = await read((db) => db.select(columns()).from(apps).where(eq(apps.id, id)))
  return row ?? null
}

/** Whether there is any application: without one the protocol is not even loaded. */
export async function hasApps(): Promise<boolean> {
  const rows = await read((db) => db.select({ id: apps.id }).from(apps).limit(1))
  return rows.length > 0
}

/** Whether an application wants its ID tokens signed with this algorithm; a disabled one is still told of log-outs. */
export async function anyAppSignsIn(algorithm: NonNullable<AppRecord['idTokenAlg']>) {
  const rows = await read((db) =>
    db.select({ id: apps.id }).from(apps).where(eq(apps.idTokenAlg, algorithm)).limit(1),
  )
  return rows.length > 0
}

/** Applications after the cursor, newest first, at most `most`. */
export async function listAppRows(cursor: Cursor | null, most: number): Promise<AppRecord[]> {
  return read((db) =>
    db
      .select(columns())
      .from(apps)
      .where(olderThan(apps.createdAt, apps.id, cursor))
      .orderBy(...newestFirst(apps.createdAt, apps.id))
      .limit(most),
  )
}

/** What can be changed of an application. */
export type AppChange = Partial<Omit<AppRecord, 'id' | 'kind' | 'createdAt' | 'createdBy'>>

/** The logos of those that have one, as data URLs. */
export async function listAppLogos(ids: readonly AppId[]): Promise<{ id: AppId; logo: string }[]> {
  if (ids.length === 0) return []
  const rows = await read((db) =>
    db
      .select({ id: apps.id, logo: apps.logo })
      .from(apps)
      .where(inArray(apps.id, [...ids])),
  )
  return rows.flatMap(({ id, logo }) => (logo === null ? [] : [{ id, logo }]))
}

/** @returns false when it has this one already. */
export async function updateAppLogo(id: AppId, logo: string | null): Promise<boolean> {
  const isOther = logo === null ? isNotNull(apps.logo) : or(isNull(apps.logo), ne(apps.logo, logo))
  const rows = await write((db) =>
    db
      .update(apps)
      .set({ logo })
      .where(and(eq(apps.id, id), isOther))
      .returning({ id: apps.id }),
  )
  return rows.length > 0
}

/** @returns whether there is such an application. */
export async function updateApp(id: AppId, change: AppChange): Promise<boolean> {
  const rows = await write((db) =>
    db.update(apps).set(change).where(eq(apps.id, id)).returning({ id: apps.id }),
  )
  return rows.length > 0
}

/** Ends everything that the application holds, for all users, by a change to one row. */
export async function raiseAppVersion(id: AppId, now = new Date()): Promise<void> {
  announceEnding(EVERYONE)
  await retireAppStatus(id, now)
  await write((db) =>
    db
      .update(apps)
      .set({ version: sql`${apps.version} + 1`, endedAt: now })
      .where(eq(apps.id, id)),
  )
}

/**
 * Deletes some of what belongs to the application, so that few rows are left for the deletion of
 * its own row to take along.
 *
 * @returns whether there may be more.
 */
export async function deleteSomeOfApp(id: AppId, most: number): Promise<boolean> {
  const counts = [
    await deleteSome(appGrants, appGrants.id, eq(appGrants.appId, id), most),
    await deleteSome(consents, consents.id, eq(consents.appId, id), most),
    await deleteSome(appSessions, appSessions.sid, eq(appSessions.appId, id), most),
  ]
  return counts.includes(most)
}

/** When the application last got a new grant; null if it never did, or that was purged. */
export async function findNewestGrantTime(id: AppId): Promise<Date | null> {
  const [row] = await read((db) =>
    db
      .select({ createdAt: appGrants.createdAt })
      .from(appGrants)
      .where(eq(appGrants.appId, id))
      .orderBy(desc(appGrants.createdAt))
      .limit(1),
  )
  return row?.createdAt ?? null
}

/** Deletes it with all that it holds; status lists still show that as ended. */
export async function deleteApp(id: AppId, now = new Date()): Promise<boolean> {
  await retireAppStatus(id, now)
  await keepStatusesOfApp(id, now)
  const rows = await write((db) =>
    db.delete(apps).where(eq(apps.id, id)).returning({ id: apps.id }),
  )
  return rows.length > 0
}

export async function insertAppSecret(secret: AppSecretRecord): Promise<void> {
  await write((db) => db.insert(appSecrets).values(secret))
}

/** The secrets of an application that work, newest first. */
export async function listAppSecrets(appId: AppId, now: Date): Promise<AppSecretRecord[]> {
  const rows = await read((db) =>
    db
      .select()
      .from(appSecrets)
      .where(and(eq(appSecrets.appId, appId), isUsable(now))),
  )
  // Two at most, so they need no index for their order.
  return rows.sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime())
}

/** Whether a secret with this hash belongs to the application and works. */
export async function hasAppSecret(appId: AppId, hash: string, now: Date): Promise<boolean> {
  const rows = await read((db) =>
    db
      .select({ hash: appSecrets.hash })
      .from(appSecrets)
      .where(and(eq(appSecrets.hash, hash), eq(appSecrets.appId, appId), isUsable(now))),
  )
  return rows.length > 0
}

export function deleteAppSecretsExpiredBefore(point: Date, most: number): Promise<number> {
  return deleteSome(appSecrets, appSecrets.hash, lt(appSecrets.expiresAt, point), most)
}

function isUsable(now: Date) {
  return or(isNull(appSecrets.expiresAt), gt(appSecrets.expiresAt, now))
}

/** Lets all secrets of the application work until `end` at most. */
export async function expireAppSecrets(appId: AppId, end: Date): Promise<void> {
  await write((db) =>
    db
      .update(appSecrets)
      .set({ expiresAt: end })
      .where(
        and(
          eq(appSecrets.appId, appId),
          or(isNull(appSecrets.expiresAt), gt(appSecrets.expiresAt, end)),
        ),
      ),
  )
}

/** Deletes all secrets of the application but the one with this hash. */
export async function deleteOtherAppSecrets(appId: AppId, keptHash: string | null): Promise<void> {
  const isOther = keptHash === null ? undefined : ne(appSecrets.hash, keptHash)
  await write((db) => db.delete(appSecrets).where(and(eq(appSecrets.appId, appId), isOther)))
}
