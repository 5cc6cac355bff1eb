/** Queries for the signed checkpoints of the audit log. */
import { and, asc, desc, eq, gt, lt, lte } from 'drizzle-orm'
import { read, write } from '@/db/connection'
import { auditCheckpoints } from '@/db/tables'
import { deleteSome } from './delete-some'

export type CheckpointRecord = typeof auditCheckpoints.$inferSelect

export async function findNewestCheckpoint(): Promise<CheckpointRecord | null> {
  const [row] = await read((db) =>
    db.select().from(auditCheckpoints).orderBy(desc(auditCheckpoints.sequence)).limit(1),
  )
  return row ?? null
}

export async function findCheckpoint(sequence: number): Promise<CheckpointRecord | null> {
  const [row] = await read((db) =>
    db.select().from(auditCheckpoints).where(eq(auditCheckpoints.sequence, sequence)),
  )
  return row ?? null
}

/** The checkpoints after `after`, up to and including `last`. */
export async function listCheckpoints(
  after: number,
  last: number,
  limit: number,
): Promise<CheckpointRecord[]> {
  return read((db) =>
    db
      .select()
      .from(auditCheckpoints)
      .where(and(gt(auditCheckpoints.sequence, after), lte(auditCheckpoints.sequence, last)))
      .orderBy(asc(auditCheckpoints.sequence))
      .limit(limit),
  )
}

export async function insertCheckpoint(checkpoint: CheckpointRecord): Promise<void> {
  await write((db) => db.insert(auditCheckpoints).values(checkpoint))
}

export function deleteCheckpointsBelow(sequence: number, most: number): Promise<number> {
  const key = auditCheckpoints.sequence
  return deleteSome(auditCheckpoints, key, lt(key, sequence), most)
}
