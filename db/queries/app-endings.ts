/**
 * Queries for which applications must be told that a session has ended: every one that takes part,
 * and whose session, or what it holds of it, is over. Acts that end sessions do not call them.
 */
import { and, asc, eq, exists, gt, inArray, isNotNull, isNull, lte, ne, not, or } from 'drizzle-orm'
import { read, write } from '@/db/connection'
import type { Reader } from '@/db/drivers/driver'
import { appGrants, apps, appSessions, installation, sessions, users } from '@/db/tables'
import type { UserId } from '@/lib/base/ids'
import type { AppSessionRecord } from './app-sessions'
import type { AppRecord } from './apps'
import { INSTALLATION_ID } from './installation'

/** Which applications in sessions to look at. Each kind is found by an index. */
export type Candidates =
  | { of: UserId }
  /** Those whose session has expired by now, unless it was used since. */
  | { due: true }
  /** From one `sid`, exclusive, to another. */
  | { after: string; upTo: string }

/** The `sid` of candidates whose application must be told. */
export async function listOver(candidates: Candidates, now: Date, most: number): Promise<string[]> {
  const rows = await read((db) =>
    db
      .select({ sid: appSessions.sid })
      .from(appSessions)
      .innerJoin(apps, eq(apps.id, appSessions.appId))
      .innerJoin(installation, eq(installation.id, INSTALLATION_ID))
      .leftJoin(sessions, eq(sessions.id, appSessions.sessionId))
      .leftJoin(users, eq(users.id, appSessions.userId))
      .where(and(isNull(appSessions.endedAt), isOneOf(candidates, now), isOver(db, now)))
      .limit(most),
  )
  return rows.map(({ sid }) => sid)
}

function isOneOf(candidates: Candidates, now: Date) {
  if ('of' in candidates) return eq(appSessions.userId, candidates.of)
  if ('due' in candidates) return isDue(now)
  return and(gt(appSessions.sid, candidates.after), lte(appSessions.sid, candidates.upTo))
}

function isDue(now: Date) {
  return and(isNotNull(appSessions.dueAt), lte(appSessions.dueAt, now))
}

/**
 * Whether the session does not live (as in lib/sessions/living.ts, or its row or user is gone), the
 * application is disabled, or all that it held of the session was ended.
 */
function isOver(db: Reader, now: Date) {
  const held = (...matching: Parameters<typeof and>) =>
    exists(
      db
        .select({ id: appGrants.id })
        .from(appGrants)
        .where(
          and(
            eq(appGrants.userId, appSessions.userId),
            eq(appGrants.appId, appSessions.appId),
            eq(appGrants.sessionId, appSessions.sessionId),
            ...matching,
          ),
        ),
    )
  return or(
    isNull(sessions.id),
    isNotNull(sessions.endedAt),
    lte(sessions.idleExpiresAt, now),
    lte(sessions.expiresAt, now),
    isNull(users.id),
    isNotNull(users.disabledAt),
    ne(sessions.version, users.version),
    ne(sessions.epoch, installation.epoch),
    isNotNull(apps.disabledAt),
    and(held(), not(held(isNull(appGrants.endedAt), eq(appGrants.appVersion, apps.version)))),
  )
}

/** The `sid` of all whose end was not noticed yet, in order, at most `most` after one. */
export async function listOpenSids(after: string, most: number): Promise<string[]> {
  const rows = await read((db) =>
    db
      .select({ sid: appSessions.sid })
      .from(appSessions)
      .where(and(isNull(appSessions.endedAt), gt(appSessions.sid, after)))
      .orderBy(asc(appSessions.sid))
      .limit(most),
  )
  return rows.map(({ sid }) => sid)
}

/** Notes that these are over, so that their applications are told. */
export async function markOver(sids: readonly string[], now: Date): Promise<void> {
  await write((db) =>
    db
      .update(appSessions)
      .set({ endedAt: now, dueAt: now })
      .where(and(inArray(appSessions.sid, [...sids]), isNull(appSessions.endedAt))),
  )
}

/** Those that were due, and whose session was used since, with its new limits. */
export async function listUsedSince(now: Date, most: number) {
  return read((db) =>
    db
      .select({
        sid: appSessions.sid,
        idleExpiresAt: sessions.idleExpiresAt,
        expiresAt: sessions.expiresAt,
      })
      .from(appSessions)
      .innerJoin(sessions, eq(sessions.id, appSessions.sessionId))
      .where(
        and(
          isNull(appSessions.endedAt),
          isDue(now),
          gt(sessions.idleExpiresAt, now),
          gt(sessions.expiresAt, now),
        ),
      )
      .limit(most),
  )
}

/** Looks at it again then. */
export async function postponeLook(sid: string, dueAt: Date): Promise<void> {
  await write((db) =>
    db
      .update(appSessions)
      .set({ dueAt })
      .where(and(eq(appSessions.sid, sid), isNull(appSessions.endedAt))),
  )
}

/** One application to be told, and where. */
export interface Telling extends Pick<
  AppSessionRecord,
  'sid' | 'userId' | 'appId' | 'tries' | 'endedAt'
> {
  /** Null for an application that wants no notices. */
  uri: string | null
  /** Null for that of the installation. */
  algorithm: AppRecord['idTokenAlg']
}

/**
 * Leases those that are due, longest due first, so that no other process tells them until `until`.
 * A process that dies keeps its lease until then.
 */
export async function leaseDueTellings(now: Date, until: Date, most: number): Promise<Telling[]> {
  const isFree = and(isNotNull(appSessions.endedAt), isDue(now))
  const due = await read((db) =>
    db
      .select({ sid: appSessions.sid })
      .from(appSessions)
      .where(isFree)
      .orderBy(asc(appSessions.dueAt))
      .limit(most),
  )
  if (due.length === 0) return []
  const sids = due.map(({ sid }) => sid)
  const leased = await write((db) =>
    db
      .update(appSessions)
      .set({ dueAt: until })
      .where(and(inArray(appSessions.sid, sids), isFree))
      .returning(),
  )
  const wanted = [...new Set(leased.map(({ appId }) => appId))]
  const found = await read((db) =>
    db
      .select({ id: apps.id, uri: apps.backchannelLogoutUri, algorithm: apps.idTokenAlg })
      .from(apps)
      .where(inArray(apps.id, wanted)),
  )
  const appOf = new Map(found.map((app) => [app.id, app]))
  return leased.map(({ sid, userId, appId, tries, endedAt }) => ({
    ...{ sid, userId, appId, tries, endedAt },
    uri: appOf.get(appId)?.uri ?? null,
    algorithm: appOf.get(appId)?.algorithm ?? null,
  }))
}

/** What came of a try. Without a next one, the application was told, or is given up. */
export type Told =
  | { toldAt: Date; dueAt: null; lastResult: string | null }
  | { toldAt: null; dueAt: Date; lastResult: string | null; tries: number }

/** Does nothing if the application takes part anew. */
export async function storeTold(sid: string, told: Told): Promise<void> {
  await write((db) =>
    db
      .update(appSessions)
      .set(told)
      .where(and(eq(appSessions.sid, sid), isNotNull(appSessions.endedAt))),
  )
}

/** When there is something to do next; null without any application in a session. */
export async function findNextDue(): Promise<Date | null> {
  const [row] = await read((db) =>
    db
      .select({ dueAt: appSessions.dueAt })
      .from(appSessions)
      .where(isNotNull(appSessions.dueAt))
      .orderBy(asc(appSessions.dueAt))
      .limit(1),
  )
  return row?.dueAt ?? null
}

/**
 * How many notices wait, counted up to `most`: a next try is never further away than `until`, so
 * that the sessions that go on are not read.
 */
export async function countWaitingTellings(until: Date, most: number): Promise<number> {
  const rows = await read((db) =>
    db
      .select({ sid: appSessions.sid })
      .from(appSessions)
      .where(and(isDue(until), isNotNull(appSessions.endedAt)))
      .limit(most),
  )
  return rows.length
}
