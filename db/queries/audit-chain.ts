/** Queries for the chain of sealed events. */
import { and, asc, desc, eq, gt, gte, isNotNull, isNull, lte, sql } from 'drizzle-orm'
import { read, write } from '@/db/connection'
import { securityEvents } from '@/db/tables'
import type { SecurityEventRecord } from './security-events'

export type SealedEventRecord = SecurityEventRecord & { sequence: number; hash: string }

/** An event, and the hash that covers it and all before it. */
export interface ChainLink {
  sequence: number
  hash: string
}

/** The end of the chain, or null when nothing is sealed. */
export async function findLastLink(): Promise<ChainLink | null> {
  const [row] = await read((db) =>
    db
      .select({ sequence: securityEvents.sequence, hash: securityEvents.hash })
      .from(securityEvents)
      .where(isNotNull(securityEvents.sequence))
      .orderBy(desc(securityEvents.sequence))
      .limit(1),
  )
  return row ? { sequence: row.sequence ?? 0, hash: row.hash ?? '' } : null
}

/** The lowest sequence number left, or null when nothing is sealed. */
export async function findFirstSequence(): Promise<number | null> {
  const [row] = await read((db) =>
    db
      .select({ sequence: securityEvents.sequence })
      .from(securityEvents)
      .where(isNotNull(securityEvents.sequence))
      .orderBy(asc(securityEvents.sequence))
      .limit(1),
  )
  return row?.sequence ?? null
}

/** The oldest event that is not sealed yet, or null. */
export async function findOldestUnsealed(): Promise<{ id: string; at: Date } | null> {
  const [row] = await read((db) =>
    db
      .select({ id: securityEvents.id, at: securityEvents.at })
      .from(securityEvents)
      .where(isNull(securityEvents.sequence))
      .orderBy(securityEvents.at, securityEvents.id)
      .limit(1),
  )
  return row ?? null
}

/** How many events a batch sorts by time, so that it does not sort a whole backlog. */
const MOST_SORTED = 5000

/** The oldest events that are not sealed yet; in a large backlog, the oldest of a part. */
export async function listUnsealedEvents(limit: number): Promise<SecurityEventRecord[]> {
  return read((db) => {
    const { sequence } = securityEvents
    const some = db.select().from(securityEvents).where(isNull(sequence)).limit(MOST_SORTED)
    const waiting = some.as('waiting')
    return db.select().from(waiting).orderBy(waiting.at, waiting.id).limit(limit)
  })
}

/** Writes the seals of all these events in one statement. */
export async function sealEventRows(events: SealedEventRecord[]): Promise<void> {
  await write((db) =>
    db
      .insert(securityEvents)
      .values(events)
      .onConflictDoUpdate({
        target: securityEvents.id,
        set: {
          personalSalt: sql`excluded.personal_salt`,
          personalHash: sql`excluded.personal_hash`,
          sequence: sql`excluded.sequence`,
          hash: sql`excluded.hash`,
        },
      }),
  )
}

/** Events after the sequence number `after`, in order. */
export async function listSealedEvents(after: number, limit: number): Promise<SealedEventRecord[]> {
  const rows = await read((db) =>
    db
      .select()
      .from(securityEvents)
      .where(gt(securityEvents.sequence, after))
      .orderBy(asc(securityEvents.sequence))
      .limit(limit),
  )
  // A hash that was removed fails the later comparison.
  return rows.map((row) => ({ ...row, sequence: row.sequence ?? 0, hash: row.hash ?? '' }))
}

/** The details of the newest sealed event of a type, or null. */
export async function findNewestDetails(type: string): Promise<string | null> {
  const [row] = await read((db) =>
    db
      .select({ details: securityEvents.details })
      .from(securityEvents)
      .where(and(eq(securityEvents.type, type), isNotNull(securityEvents.sequence)))
      .orderBy(desc(securityEvents.sequence))
      .limit(1),
  )
  return row?.details ?? null
}

/** True when the event has no personal data left, or no longer exists. */
export async function isErasedAt(sequence: number): Promise<boolean> {
  const [row] = await read((db) =>
    db
      .select({ salt: securityEvents.personalSalt })
      .from(securityEvents)
      .where(eq(securityEvents.sequence, sequence)),
  )
  return !row || row.salt === null
}

/** Deletes the events from `first` to `last`. @returns how many there were. */
export async function deleteEventsBetween(first: number, last: number): Promise<number> {
  const rows = await write((db) =>
    db
      .delete(securityEvents)
      .where(and(gte(securityEvents.sequence, first), lte(securityEvents.sequence, last)))
      .returning({ id: securityEvents.id }),
  )
  return rows.length
}
