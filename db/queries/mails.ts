/** Queries for the mails in the outbox. */
import {
  and,
  asc,
  count,
  desc,
  eq,
  gt,
  inArray,
  isNotNull,
  isNull,
  lt,
  lte,
  min,
  or,
  type SQL,
} from 'drizzle-orm'
import { read, write } from '@/db/connection'
import { mails, users } from '@/db/tables'
import type { MailId, UserId } from '@/lib/base/ids'
import { deleteSome } from './delete-some'
import { hasTime, newestFirst, olderThan, type Cursor } from './pages'

export type MailRecord = typeof mails.$inferSelect

export async function insertMail(mail: typeof mails.$inferInsert): Promise<void> {
  await write((db) => db.insert(mails).values(mail))
}

/**
 * Leases the mails that are due, longest due first, so that no other process takes them until
 * `until`. A process that dies keeps its lease until then.
 *
 * @param which `overdue`: only those that say nothing any more that still helps
 */
export async function leaseMails(
  which: 'due' | 'overdue',
  { now, until, most }: { now: Date; until: Date; most: number },
): Promise<MailRecord[]> {
  const isFree = and(
    lte(mails.nextTryAt, now),
    which === 'overdue' ? lte(mails.expiresAt, now) : undefined,
    or(isNull(mails.leasedUntil), lte(mails.leasedUntil, now)),
  )
  const due = await read((db) =>
    db.select({ id: mails.id }).from(mails).where(isFree).orderBy(asc(mails.nextTryAt)).limit(most),
  )
  if (due.length === 0) return []
  const ids = due.map(({ id }) => id)
  return write((db) =>
    db
      .update(mails)
      .set({ leasedUntil: until })
      .where(and(inArray(mails.id, ids), isFree))
      .returning(),
  )
}

/** Stores what the mail says from now on. */
export async function updateMailContent(
  id: MailId,
  content: Pick<MailRecord, 'sealed' | 'keyId' | 'userId'>,
): Promise<void> {
  await write((db) => db.update(mails).set(content).where(eq(mails.id, id)))
}

/** Nothing is tried any more after these three. */
const OVER = { nextTryAt: null, leasedUntil: null } as const
const EMPTY = { sealed: null, keyId: null } as const

export async function markMailSent(id: MailId, now: Date): Promise<void> {
  await write((db) =>
    db
      .update(mails)
      .set({ ...OVER, ...EMPTY, sentAt: now, lastError: null })
      .where(eq(mails.id, id)),
  )
}

/**
 * Keeps the contents, so that an administrator can have it sent again.
 *
 * @param answer of the mail server; null if it was not asked
 */
export async function markMailFailed(id: MailId, answer: string | null, now: Date): Promise<void> {
  await write((db) =>
    db
      .update(mails)
      .set({ ...OVER, failedAt: now, lastError: answer })
      .where(eq(mails.id, id)),
  )
}

export async function deleteMail(id: MailId): Promise<void> {
  await write((db) => db.delete(mails).where(eq(mails.id, id)))
}

/** Mails to the user that wait are not sent any more. */
export async function deleteWaitingMailsOf(userId: UserId): Promise<void> {
  await write((db) =>
    db.delete(mails).where(and(eq(mails.userId, userId), isNotNull(mails.nextTryAt))),
  )
}

export async function scheduleMail(
  id: MailId,
  next: Pick<MailRecord, 'nextTryAt' | 'tries' | 'lastError'>,
): Promise<void> {
  await write((db) =>
    db
      .update(mails)
      .set({ ...next, leasedUntil: null })
      .where(eq(mails.id, id)),
  )
}

/**
 * Puts a failed mail back into the queue, like one that was written now.
 *
 * @returns false if it is not failed, or has no contents.
 */
export async function requeueMail(
  id: MailId,
  content: Pick<MailRecord, 'sealed' | 'keyId' | 'expiresAt'>,
  now: Date,
): Promise<boolean> {
  const rows = await write((db) =>
    db
      .update(mails)
      .set({
        ...{ ...content, createdAt: now, nextTryAt: now },
        ...{ tries: 0, failedAt: null, lastError: null },
      })
      .where(and(eq(mails.id, id), isNotNull(mails.failedAt), isNotNull(mails.sealed)))
      .returning({ id: mails.id }),
  )
  return rows.length > 0
}

export async function findMail(id: MailId): Promise<MailRecord | null> {
  const [row] = await read((db) => db.select().from(mails).where(eq(mails.id, id)))
  return row ?? null
}

/** Mails that could not be delivered, newest first. */
export async function listFailedMails(cursor: Cursor | null, most: number): Promise<MailRecord[]> {
  return read((db) =>
    db
      .select()
      .from(mails)
      .where(and(hasTime(mails.failedAt), olderThan(mails.failedAt, mails.id, cursor)))
      .orderBy(...newestFirst(mails.failedAt, mails.id))
      .limit(most),
  )
}

/** The newest mails to a user that were sent. */
export async function listSentMails(userId: UserId, most: number): Promise<MailRecord[]> {
  return read((db) =>
    db
      .select()
      .from(mails)
      .where(and(eq(mails.userId, userId), isNotNull(mails.sentAt)))
      .orderBy(desc(mails.createdAt))
      .limit(most),
  )
}

/** The kinds of notices that the user does not want, as JSON; null for none. */
export async function findMutedNotices(userId: UserId): Promise<string | null> {
  const [row] = await read((db) =>
    db.select({ muted: users.mutedNotices }).from(users).where(eq(users.id, userId)),
  )
  return row?.muted ?? null
}

export async function storeMutedNotices(userId: UserId, muted: string): Promise<void> {
  await write((db) => db.update(users).set({ mutedNotices: muted }).where(eq(users.id, userId)))
}

/** Whether a mail of this kind to the user was queued after `point`. */
export async function hasMailSince(userId: UserId, kind: string, point: Date): Promise<boolean> {
  const rows = await read((db) =>
    db
      .select({ id: mails.id })
      .from(mails)
      .where(and(eq(mails.userId, userId), gt(mails.createdAt, point), eq(mails.kind, kind)))
      .limit(1),
  )
  return rows.length > 0
}

export interface QueueState {
  /** Mails that wait, counted up to the most that was asked for. */
  waiting: number
  /** When the mail that waits longest was queued; null without any. */
  since: Date | null
  /** What the mail server answered last to one of them. */
  lastError: string | null
}

export async function readQueue(most: number): Promise<QueueState> {
  const waits = hasTime(mails.nextTryAt) as SQL
  const rows = await read((db) =>
    db
      .select({ createdAt: mails.createdAt, lastError: mails.lastError })
      .from(mails)
      .where(waits)
      .orderBy(asc(mails.nextTryAt))
      .limit(most),
  )
  const created = rows.map(({ createdAt }) => createdAt.getTime())
  return {
    waiting: rows.length,
    since: created.length > 0 ? new Date(Math.min(...created)) : null,
    lastError: rows.find(({ lastError }) => lastError !== null)?.lastError ?? null,
  }
}

/** How many mails wait, and when the oldest of them was queued. */
export async function countQueue(): Promise<{ waiting: number; since: Date | null }> {
  const [row] = await read((db) =>
    db
      .select({ waiting: count(), since: min(mails.createdAt) })
      .from(mails)
      .where(hasTime(mails.nextTryAt)),
  )
  return row ?? { waiting: 0, since: null }
}

/** Deletes mails that were sent or failed before `point`; one that waits is not lost silently. */
export function deleteMailsBefore(point: Date, most: number): Promise<number> {
  const isOver = and(
    isNull(mails.nextTryAt),
    lt(mails.createdAt, point),
    or(isNull(mails.failedAt), lt(mails.failedAt, point)),
  ) as SQL
  return deleteSome(mails, mails.id, isOver, most)
}
