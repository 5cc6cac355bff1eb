/** Queries for security events. */
import { and, desc, eq, inArray } from 'drizzle-orm'
import { read, write } from '@/db/connection'
import { securityEvents } from '@/db/tables'
import type { UserId } from '@/lib/base/ids'

export type SecurityEventRecord = typeof securityEvents.$inferSelect

export async function insertSecurityEvent(event: SecurityEventRecord): Promise<void> {
  await write((db) => db.insert(securityEvents).values(event))
}

/** The newest events about a user, of these types, newest first. */
export async function listSecurityEvents(
  userId: UserId,
  types: readonly string[],
  limit: number,
): Promise<SecurityEventRecord[]> {
  return read((db) =>
    db
      .select()
      .from(securityEvents)
      .where(and(eq(securityEvents.userId, userId), inArray(securityEvents.type, [...types])))
      .orderBy(desc(securityEvents.at), desc(securityEvents.id))
      .limit(limit),
  )
}

/** The newest events about a user, of every type, newest first. */
export async function listEventsOf(userId: UserId, limit: number): Promise<SecurityEventRecord[]> {
  return read((db) =>
    db
      .select()
      .from(securityEvents)
      .where(eq(securityEvents.userId, userId))
      .orderBy(desc(securityEvents.at), desc(securityEvents.id))
      .limit(limit),
  )
}
