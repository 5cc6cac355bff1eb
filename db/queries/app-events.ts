/** Queries for events about applications. */
import { and, desc, eq, inArray, isNotNull, isNull, like, type SQL } from 'drizzle-orm'
import { read } from '@/db/connection'
import { securityEvents } from '@/db/tables'
import type { AppId } from '@/lib/base/ids'
import type { SecurityEventRecord } from './security-events'

/**
 * Events of this type whose details name the application, newest first. It looks only at the newest
 * `most` of the type, of all applications, so that a long log costs no more than a short one.
 */
export async function listSealedAppEvents(
  type: string,
  appId: AppId,
  most: number,
): Promise<SecurityEventRecord[]> {
  return read((db) => {
    const newest = db
      .select()
      .from(securityEvents)
      .where(and(eq(securityEvents.type, type), isNotNull(securityEvents.sequence)))
      .orderBy(desc(securityEvents.sequence))
      .limit(most)
      .as('newest')
    return db
      .select()
      .from(newest)
      .where(like(newest.details, naming(appId)))
  })
}

/** The same among those of the last few seconds, which are not sealed yet. */
export async function listUnsealedAppEvents(
  types: readonly string[],
  appId: AppId,
): Promise<SecurityEventRecord[]> {
  const isNew: SQL | undefined = and(
    isNull(securityEvents.sequence),
    inArray(securityEvents.type, [...types]),
    like(securityEvents.details, naming(appId)),
  )
  return read((db) => db.select().from(securityEvents).where(isNew))
}

/** An underscore stands for any character there, so an id of the same form might match as well. */
function naming(appId: AppId): string {
  return `%"app":"${appId}"%`
}
