/** Queries for the table `installation`, which has one row. */
import { eq, isNull, sql } from 'drizzle-orm'
import { announceEnding, EVERYONE, read, write } from '@/db/connection'
import { unusedStatusList } from '@/db/status-indexes'
import { dataKeys, installation, securityEvents, signingKeys, users } from '@/db/tables'

export { LIST_SIZE } from '@/db/status-indexes'

/** The id of its row. */
export const INSTALLATION_ID = 1

/** The installation's epoch, or null in an empty database. */
export async function findEpoch(): Promise<number | null> {
  const [row] = await read((db) => db.select({ epoch: installation.epoch }).from(installation))
  return row?.epoch ?? null
}

/** True when there are users or keys, which only an installed database has. */
export async function hasUsersOrKeys(): Promise<boolean> {
  const [user] = await read((db) => db.select({ id: users.id }).from(users).limit(1))
  const [dataKey] = await read((db) => db.select({ id: dataKeys.id }).from(dataKeys).limit(1))
  const [key] = await read((db) => db.select({ id: signingKeys.id }).from(signingKeys).limit(1))
  return Boolean(user ?? dataKey ?? key)
}

/** Ends every session by a change to one row. */
export async function raiseEpoch(now: Date): Promise<void> {
  announceEnding(EVERYONE)
  await write((db) =>
    db
      .update(installation)
      .set({ epoch: sql`${installation.epoch} + 1`, ...unusedStatusList(installation, now) }),
  )
}

/**
 * The epoch, and a status index that no session had before. One statement returns both, so that no
 * session gets an index assigned under another epoch.
 *
 * @returns null in an empty database.
 */
export async function allocateStatusIndex(): Promise<{
  epoch: number
  statusIndex: number
} | null> {
  const [row] = await write((db) =>
    db
      .update(installation)
      .set({ nextStatusIndex: sql`${installation.nextStatusIndex} + 1` })
      .returning({ epoch: installation.epoch, next: installation.nextStatusIndex }),
  )
  return row ? { epoch: row.epoch, statusIndex: row.next - 1 } : null
}

/** Creates the row if there is none. */
export async function insertInstallation(now: Date): Promise<void> {
  await write((db) =>
    db
      .insert(installation)
      .values({ id: INSTALLATION_ID, epoch: 0, createdAt: now })
      .onConflictDoNothing(),
  )
}

/** The last event whose notices were queued; null before the first round. */
export async function findNoticedSequence(): Promise<number | null> {
  const [row] = await read((db) =>
    db.select({ at: installation.noticedSequence }).from(installation),
  )
  return row?.at ?? null
}

/** Begins with the events to come. */
export async function startNotices(): Promise<void> {
  const newest = sql`(select coalesce(max(${securityEvents.sequence}), 0) from ${securityEvents})`
  await write((db) =>
    db
      .update(installation)
      .set({ noticedSequence: newest })
      .where(isNull(installation.noticedSequence)),
  )
}

/** @returns false when another process has moved on from there. */
export async function advanceNotices(from: number, to: number): Promise<boolean> {
  const rows = await write((db) =>
    db
      .update(installation)
      .set({ noticedSequence: to })
      .where(eq(installation.noticedSequence, from))
      .returning({ id: installation.id }),
  )
  return rows.length > 0
}
