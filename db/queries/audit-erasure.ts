/** Queries that erase the personal data of events; the chain does not cover it. */
import { and, asc, eq, gt, gte, inArray, isNotNull, lte, type SQL } from 'drizzle-orm'
import { read, write } from '@/db/connection'
import { securityEvents } from '@/db/tables'
import type { UserId } from '@/lib/base/ids'
import type { SecurityEventRecord } from './security-events'

const ERASED = {
  network: null,
  browser: null,
  system: null,
  personalDetails: null,
  personalSalt: null,
} as const

/** Erases the personal data of the events from `first` to `last`. */
export async function erasePersonalDataBetween(first: number, last: number): Promise<void> {
  const { sequence, personalSalt } = securityEvents
  await write((db) =>
    db
      .update(securityEvents)
      .set(ERASED)
      .where(and(gte(sequence, first), lte(sequence, last), isNotNull(personalSalt))),
  )
}

/** Where one batch of an erasure begins. */
export interface ErasureFrom<Place> {
  from: Place
  most: number
}

/**
 * Erases the personal data of sealed events about a user.
 *
 * @returns where the next batch begins, or null when all are done
 */
export async function erasePersonalDataAbout(
  userId: UserId,
  { from, most }: ErasureFrom<Date>,
): Promise<Date | null> {
  const { at } = securityEvents
  const matching = and(eq(securityEvents.userId, userId), gte(at, from))
  const rows = await listUnerased(matching, at, most)
  await eraseAll(rows)
  return rows.length < most ? null : (rows.at(-1)?.at ?? null)
}

/** The same for events of acts of the user. Places are sequence numbers. */
export async function erasePersonalDataBy(
  userId: UserId,
  { from, most }: ErasureFrom<number>,
): Promise<number | null> {
  const { sequence } = securityEvents
  const matching = and(eq(securityEvents.actorId, userId), gt(sequence, from))
  const rows = await listUnerased(matching, sequence, most)
  await eraseAll(rows)
  return rows.length < most ? null : (rows.at(-1)?.sequence ?? null)
}

type Row = Pick<SecurityEventRecord, 'id' | 'at' | 'sequence'>

async function listUnerased(
  matching: SQL | undefined,
  order: typeof securityEvents.at | typeof securityEvents.sequence,
  most: number,
): Promise<Row[]> {
  const { id, at, sequence, personalSalt } = securityEvents
  return read((db) =>
    db
      .select({ id, at, sequence })
      .from(securityEvents)
      .where(and(matching, isNotNull(personalSalt)))
      .orderBy(asc(order))
      .limit(most),
  )
}

async function eraseAll(rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return
  const ids = rows.map(({ id }) => id)
  await write((db) => db.update(securityEvents).set(ERASED).where(inArray(securityEvents.id, ids)))
}

/** The events of this type about any of these users: all, or only those of the chain. */
export async function listEventsAbout(
  userIds: readonly UserId[],
  type: string,
  which: 'all' | 'sealed',
): Promise<SecurityEventRecord[]> {
  if (userIds.length === 0) return []
  const { userId, sequence } = securityEvents
  return read((db) =>
    db
      .select()
      .from(securityEvents)
      .where(
        and(
          inArray(userId, [...userIds]),
          eq(securityEvents.type, type),
          which === 'sealed' ? isNotNull(sequence) : undefined,
        ),
      ),
  )
}
