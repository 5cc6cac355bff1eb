/** Removes events after their time, and what is personal in them before. */
import { inBatches } from '@/db/batches'
import { transactionOver } from '@/db/connection'
import {
  deleteEventsBetween,
  erasePersonalDataBetween,
  findFirstSequence,
  isErasedAt,
} from '@/db/queries/audit-chain'
import { deleteCheckpointsBelow, listCheckpoints } from '@/db/queries/audit-checkpoints'
import { env } from '@/lib/base/env'
import { recordEvent } from '@/lib/events/record'
import { after } from '@/lib/base/time'
import { removedThrough } from './allowances'
import { sealAndCount } from './seal-and-count'

const PAGE = 2000

/**
 * Removes events older than `AUDIT_RETENTION`: all up to a checkpoint, which stays as the new
 * beginning of the chain. The log says so itself, in the transaction of the first removal.
 */
export async function purgeEvents(now: Date): Promise<void> {
  await sealAndCount()
  const first = await findFirstSequence()
  const announced = (await removedThrough('audit_purged')).through
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
      (await transactionOver([], () => deleteCheckpointsBelow(through, size))) === size,
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
    await transactionOver(['audit'], () => work(part))
    from += size
    return from <= range.through
  })
}

/** Erases what is personal in events older than `PERSONAL_DATA_RETENTION`; the events stay. */
export async function eraseEvents(now: Date): Promise<void> {
  await sealAndCount()
  const before = await removedThrough('audit_erased')
  // A process that was killed in the midst of it has left the end of the range.
  if (before.through > 0 && !(await isErasedAt(before.through))) await eraseRange(before)
  const cutoff = dayBefore(now, env().personalDataRetention)
  const through = await lastCheckpointOf(cutoff, before.through, now)
  if (through <= before.through) return
  await eraseRange({ from: before.through + 1, through }, now)
}

/** @param announceAt when it is new: the log says so in the transaction of the first erasure */
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

/** Whole days of UTC, so that the log tells of one removal a day and not of 24. */
function dayBefore(now: Date, seconds: number): Date {
  const day = after(now, -seconds)
  day.setUTCHours(0, 0, 0, 0)
  return day
}

/**
 * The last event that a checkpoint made before `cutoff` covers: it was sealed by then, whatever
 * clock it goes by.
 */
async function lastCheckpointOf(cutoff: Date, above: number, now: Date): Promise<number> {
  for (let last = above, seen = above; ;) {
    const page = await listCheckpoints(seen, Number.MAX_SAFE_INTEGER, PAGE)
    for (const { sequence, createdAt } of page) {
      seen = sequence
      if (createdAt < cutoff) last = sequence
      // One from the future was made while the clock was ahead, and tells nothing.
      else if (createdAt <= now) return last
    }
    if (page.length < PAGE) return last
  }
}
