/** Removes events when their retention ends, and their personal data earlier. */
import { inBatches } from '@/db/batches'
import { transaction } from '@/db/connection'
import { deleteEventsBetween, findFirstSequence, isErasedAt } from '@/db/queries/audit-chain'
import { deleteCheckpointsBelow, listCheckpoints } from '@/db/queries/audit-checkpoints'
import { erasePersonalDataBetween } from '@/db/queries/audit-erasure'
import { env } from '@/lib/base/env'
import { recordEvent } from '@/lib/events/record'
import { addSeconds } from '@/lib/base/time'
import { lastRemovedRange } from './removed-range'
import { sealAndCount } from './seal-and-count'

const PAGE = 2000

/**
 * Removes events older than `AUDIT_RETENTION`, up to a checkpoint that stays as the new start of
 * the chain. The transaction of the first removal also records the purge in the log.
 */
export async function purgeEvents(now: Date): Promise<void> {
  await sealAndCount()
  const first = await findFirstSequence()
  const announced = (await lastRemovedRange('audit_purged')).through
  const found = await lastCheckpointOf(dayBefore(now, env().auditRetention), announced, now)
  const through = Math.max(found, announced)
  if (first === null || first > through) return
  await inRanges({ from: first, through }, async (range) => {
    if (range.from === first && through > announced) {
      await recordEvent({ type: 'audit_purged', actorId: 'system', details: { through } }, now)
    }
    await deleteEventsBetween(range.from, range.through)
  })
  await inBatches(
    async (size) =>
      (await transaction({ locks: 'none' }, () => deleteCheckpointsBelow(through, size))) === size,
  )
}

interface Range {
  from: number
  through: number
}

/** Calls `work` for each part of `range`, in a transaction of its own. */
async function inRanges(range: Range, work: (part: Range) => Promise<void>): Promise<void> {
  let { from } = range
  if (from > range.through) return
  await inBatches(async (size) => {
    const part = { from, through: Math.min(from + size - 1, range.through) }
    await transaction({ locks: ['audit'] }, () => work(part))
    from += size
    return from <= range.through
  })
}

/** Erases the personal data of events older than `PERSONAL_DATA_RETENTION`; the events stay. */
export async function eraseEvents(now: Date): Promise<void> {
  await sealAndCount()
  const erased = await lastRemovedRange('audit_erased')
  // An instance that was killed during an erasure leaves the end of its range.
  if (erased.through > 0 && !(await isErasedAt(erased.through))) await eraseRange(erased)
  const cutoff = dayBefore(now, env().personalDataRetention)
  const through = await lastCheckpointOf(cutoff, erased.through, now)
  if (through <= erased.through) return
  await eraseRange({ from: erased.through + 1, through }, now)
}

/** @param announceAt set for a new range: the transaction of the first erasure records it */
async function eraseRange({ from, through }: Range, announceAt: Date | null = null): Promise<void> {
  const begin = Math.max(from, (await findFirstSequence()) ?? from)
  await inRanges({ from: begin, through }, async (part) => {
    if (part.from === begin && announceAt) {
      const details = { from, through }
      await recordEvent({ type: 'audit_erased', actorId: 'system', details }, announceAt)
    }
    await erasePersonalDataBetween(part.from, part.through)
  })
}

/** Whole UTC days, so that the log records one removal a day instead of 24. */
function dayBefore(now: Date, seconds: number): Date {
  const day = addSeconds(now, -seconds)
  day.setUTCHours(0, 0, 0, 0)
  return day
}

/**
 * The last event covered by a checkpoint from before `cutoff`. It was sealed by then, even if its
 * own time is wrong.
 */
async function lastCheckpointOf(cutoff: Date, above: number, now: Date): Promise<number> {
  for (let last = above, seen = above; ;) {
    const page = await listCheckpoints(seen, Number.MAX_SAFE_INTEGER, PAGE)
    for (const { sequence, createdAt } of page) {
      seen = sequence
      if (createdAt < cutoff) last = sequence
      // A checkpoint from the future was signed while the clock was ahead: ignore it.
      else if (createdAt <= now) return last
    }
    if (page.length < PAGE) return last
  }
}
