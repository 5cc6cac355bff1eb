/** Finds the first thing that is wrong with the audit log. */
import { pause } from '@/db/batches'
import { findLastLink, findOldestUnsealed, listSealedEvents } from '@/db/queries/audit-chain'
import { findNewestCheckpoint } from '@/db/queries/audit-checkpoints'
import { after } from '@/lib/base/time'
import { CHECKPOINT_EVERY } from '@/lib/maintenance/times'
import { removedThrough } from './allowances'
import { sealAndCount } from './seal-and-count'
import { compareKept } from './verify-kept'
import { checkpointJudge } from './verify-checkpoints'
import type { Fault } from './verify-fault'
import { ChainWalk } from './verify-walk'

export type { Fault, FaultKind } from './verify-fault'

export type Verification =
  { ok: true; events: number; checkpoints: number; last: number } | { ok: false; fault: Fault }

/** Events that are in memory at a time. */
const PAGE = 1000
/** In seconds. Older events are sealed and signed, unless the jobs of every instance were stopped. */
const LATE = 60 * CHECKPOINT_EVERY
/** A purge may take away the beginning while the walk goes on. */
const TRIES = 3

/**
 * Computes the chain again from its beginning to its end, in constant memory, and compares it with
 * the signed checkpoints; with one that was kept elsewhere as well, if there is any.
 *
 * @returns the first event that was changed, removed, added or moved, and what about it
 * @throws Unavailable
 */
export async function verifyAudit(
  { checkpoint: kept }: { checkpoint?: string } = {},
  now = new Date(),
): Promise<Verification> {
  const oldest = await findOldestUnsealed()
  if (oldest && oldest.at < after(now, -LATE)) {
    return { ok: false, fault: { kind: 'unsealed', sequence: null, id: oldest.id } }
  }
  await sealAndCount()
  for (let tried = 1; ; tried += 1) {
    const allowed = await allowances()
    const found = await walk(allowed, kept, now)
    if (found.ok || tried === TRIES) return found
    const still = await allowances()
    if (still.purged === allowed.purged && still.erased === allowed.erased) return found
  }
}

/** Up to which event the log itself says that events, and what is personal in them, are gone. */
async function allowances(): Promise<{ purged: number; erased: number }> {
  const [purged, erased] = await Promise.all([
    removedThrough('audit_purged'),
    removedThrough('audit_erased'),
  ])
  return { purged: purged.through, erased: erased.through }
}

async function walk(
  allowed: { purged: number; erased: number },
  kept: string | undefined,
  now: Date,
): Promise<Verification> {
  const judge = checkpointJudge()
  const chain = new ChainWalk(allowed, judge)
  const end = await findLastLink()
  const begun = await chain.begin()
  if (begun) return { ok: false, fault: begun }
  for (let last = 0, isEnd = false; !isEnd;) {
    const events = await listSealedEvents(last, PAGE)
    isEnd = events.length < PAGE
    const fault = await chain.take(events)
    if (fault) return { ok: false, fault }
    last = events.at(-1)?.sequence ?? last
    await pause()
    // What comes meanwhile is for the next time.
    if (end && last >= end.sequence) isEnd = true
  }
  const fault =
    (await beyond(chain)) ?? uncovered(chain, now) ?? (await compare(kept, judge, chain))
  if (fault) return { ok: false, fault }
  return { ok: true, ...chain.counts() }
}

/** A checkpoint of an event that is not there: the end was cut off. */
async function beyond(chain: ChainWalk): Promise<Fault | null> {
  const newest = await findNewestCheckpoint()
  const { last } = chain.counts()
  if (!newest || newest.sequence <= last) return null
  const current = await findLastLink()
  if (current && current.sequence >= newest.sequence) return null
  return { kind: 'removed', sequence: last + 1, id: null, through: newest.sequence }
}

/** Old events that nothing signed covers: their checkpoints are gone, or prove nothing any more. */
function uncovered(chain: ChainWalk, now: Date): Fault | null {
  const first = chain.firstUncovered()
  if (!first || first.at >= after(now, -LATE)) return null
  return { kind: 'not-covered', sequence: first.sequence, id: first.id }
}

async function compare(
  kept: string | undefined,
  judge: ReturnType<typeof checkpointJudge>,
  chain: ChainWalk,
): Promise<Fault | null> {
  return kept === undefined ? null : compareKept(kept, judge, chain.counts())
}
