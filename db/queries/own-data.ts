/** Queries for everything that is stored about one user, a page at a time. */
import { and, asc, eq, gt, isNull, ne, or } from 'drizzle-orm'
import { read } from '@/db/connection'
import {
  formerAddresses,
  incidents,
  mails,
  oneTimeTokens,
  passwords,
  securityEvents,
  sessions,
} from '@/db/tables'
import type { UserId } from '@/lib/base/ids'
import type { IncidentRecord } from './incidents'
import type { MailRecord } from './mails'
import type { OneTimeTokenRecord } from './one-time-tokens'
import { newestFirst, olderThan, type Cursor } from './pages'
import type { SecurityEventRecord } from './security-events'
import type { SessionRecord } from './sessions'

/** Without the hash. */
export type PasswordRecord = Omit<typeof passwords.$inferSelect, 'hash'>
export type FormerAddressRecord = typeof formerAddresses.$inferSelect

/** Null for a user without a password. */
export async function findPasswordFacts(userId: UserId): Promise<PasswordRecord | null> {
  const { changedAt, strength } = passwords
  const [row] = await read((db) =>
    db
      .select({ userId: passwords.userId, changedAt, strength })
      .from(passwords)
      .where(eq(passwords.userId, userId)),
  )
  return row ?? null
}

export async function listFormerAddresses(userId: UserId): Promise<FormerAddressRecord[]> {
  return read((db) => db.select().from(formerAddresses).where(eq(formerAddresses.userId, userId)))
}

export async function listOneTimeTokensOf(userId: UserId): Promise<OneTimeTokenRecord[]> {
  return read((db) => db.select().from(oneTimeTokens).where(eq(oneTimeTokens.userId, userId)))
}

/** Open and ended ones, last used first. */
export async function listAllSessions(
  userId: UserId,
  cursor: Cursor | null,
  most: number,
): Promise<SessionRecord[]> {
  const { lastSeenAt, id } = sessions
  return read((db) =>
    db
      .select()
      .from(sessions)
      .where(and(eq(sessions.userId, userId), olderThan(lastSeenAt, id, cursor)))
      .orderBy(...newestFirst(lastSeenAt, id))
      .limit(most),
  )
}

export async function listAllIncidents(
  userId: UserId,
  cursor: Cursor | null,
  most: number,
): Promise<IncidentRecord[]> {
  const { cameAt, id } = incidents
  return read((db) =>
    db
      .select()
      .from(incidents)
      .where(and(eq(incidents.userId, userId), olderThan(cameAt, id, cursor)))
      .orderBy(...newestFirst(cameAt, id))
      .limit(most),
  )
}

export async function listAllMails(
  userId: UserId,
  cursor: Cursor | null,
  most: number,
): Promise<MailRecord[]> {
  const { createdAt, id } = mails
  return read((db) =>
    db
      .select()
      .from(mails)
      .where(and(eq(mails.userId, userId), olderThan(createdAt, id, cursor)))
      .orderBy(...newestFirst(createdAt, id))
      .limit(most),
  )
}

/** Events about the user. */
export async function listAllEvents(
  userId: UserId,
  cursor: Cursor | null,
  most: number,
): Promise<SecurityEventRecord[]> {
  const { at, id } = securityEvents
  return read((db) =>
    db
      .select()
      .from(securityEvents)
      .where(and(eq(securityEvents.userId, userId), olderThan(at, id, cursor)))
      .orderBy(...newestFirst(at, id))
      .limit(most),
  )
}

/** Sealed events of acts of the user that are about another user or none, in order. */
export async function listActsOnOthers(
  userId: UserId,
  after: number | null,
  most: number,
): Promise<SecurityEventRecord[]> {
  const { sequence } = securityEvents
  return read((db) =>
    db
      .select()
      .from(securityEvents)
      .where(
        and(
          eq(securityEvents.actorId, userId),
          gt(sequence, after ?? 0),
          or(isNull(securityEvents.userId), ne(securityEvents.userId, userId)),
        ),
      )
      .orderBy(asc(sequence))
      .limit(most),
  )
}
