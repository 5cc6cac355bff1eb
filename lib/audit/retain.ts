/** Removes events after their time, and what is personal in them before. */
import { setImmediate as nextTurn } from 'node:timers/promises'
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

/** Events in one transaction, so that nobody waits long for the lock. */
const BATCH = 500
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
  for (let from = first; from <= through; from += BATCH) {
    await transactionOver(['audit'], async () => {
      if (from === first && through > announced) {
        await recordEvent({ type: 'audit_purged', actorId: 'system', details: { through } }, now)
      }
      await deleteEventsBetween(from, Math.min(from + BATCH - 1, through))
    })
    // SQLite answers at once: without a pause nobody else would have a turn.
    await nextTurn()
  }
  while ((await transactionOver([], () => deleteCheckpointsBelow(through, BATCH))) === BATCH) {
    await nextTurn()
  }
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
async function eraseRange(
  { from, through }: { from: number; through: number },
  announceAt: Date | null = null,
): Promise<void> {
  const begin = Math.max(from, (await findFirstSequence()) ?? from)
  for (let at = begin; at <= through; at += BATCH) {
    await transactionOver(['audit'], async () => {
      if (at === begin && announceAt) {
        const details = { from, through }
        await recordEvent({ type: 'audit_erased', actorId: 'system', details }, announceAt)
      }
      await erasePersonalDataBetween(at, Math.min(at + BATCH - 1, through))
    })
    await nextTurn()
  }
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
