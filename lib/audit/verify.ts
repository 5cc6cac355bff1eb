/** Finds the first fault in the audit log. */
import { pause } from '@/db/batches'
import { findLastLink, findOldestUnsealed, listSealedEvents } from '@/db/queries/audit-chain'
import { findCheckpoint, findNewestCheckpoint } from '@/db/queries/audit-checkpoints'
import { addSeconds } from '@/lib/base/time'
import { CHECKPOINT_EVERY } from '@/lib/maintenance/times'
import { lastRemovedRange } from './removed-range'
import { sealAndCount } from './seal-and-count'
import { checkpointVerifier } from './verify-checkpoints'
import type { Fault } from './verify-fault'
import { ChainWalk } from './verify-walk'

export type { Fault, FaultKind } from './verify-fault'

export type Verification =
  | { ok: true; events: number; checkpoints: number; last: number }
  | { ok: false; fault: Fault }

/** Events in memory at a time. */
const PAGE = 1000
/** Age in seconds by which every event is sealed and signed, unless an attacker prevents it. */
const LATE = 60 * CHECKPOINT_EVERY
/** A purge may remove the start of the chain during the walk. */
const MAX_ATTEMPTS = 3

/**
 * Recomputes the whole chain, in constant memory, and compares it with the signed checkpoints,
 * and with `checkpoint`, which was stored elsewhere.
 *
 * @returns the first event that was changed, removed, added or moved, and how
 * @throws Unavailable
 */
export async function verifyAudit(
  { checkpoint: external }: { checkpoint?: string } = {},
  now = new Date(),
): Promise<Verification> {
  const oldest = await findOldestUnsealed()
  if (oldest && oldest.at < addSeconds(now, -LATE)) {
    return { ok: false, fault: { kind: 'unsealed', sequence: null, id: oldest.id } }
  }
  await sealAndCount()
  for (let attempt = 1; ; attempt += 1) {
    const allowed = await allowances()
    const found = await walk(allowed, external, now)
    if (found.ok || attempt === MAX_ATTEMPTS) return found
    const latest = await allowances()
    if (latest.purged === allowed.purged && latest.erased === allowed.erased) return found
  }
}

/** The last sequences that the log itself records as purged, and as erased of personal data. */
async function allowances(): Promise<{ purged: number; erased: number }> {
  const [purged, erased] = await Promise.all([
    lastRemovedRange('audit_purged'),
    lastRemovedRange('audit_erased'),
  ])
  return { purged: purged.through, erased: erased.through }
}

async function walk(
  allowed: { purged: number; erased: number },
  external: string | undefined,
  now: Date,
): Promise<Verification> {
  const judge = checkpointVerifier()
  const chain = new ChainWalk(allowed, judge)
  const end = await findLastLink()
  const startFault = await chain.begin()
  if (startFault) return { ok: false, fault: startFault }
  for (let last = 0, isEnd = false; !isEnd;) {
    const events = await listSealedEvents(last, PAGE)
    isEnd = events.length < PAGE
    const fault = await chain.take(events)
    if (fault) return { ok: false, fault }
    last = events.at(-1)?.sequence ?? last
    await pause()
    // Leave newer events to the next verification.
    if (end && last >= end.sequence) isEnd = true
  }
  const fault =
    (await truncated(chain)) ??
    uncovered(chain, now) ??
    (external === undefined ? null : await compareExternal(external, judge, chain))
  if (fault) return { ok: false, fault }
  return { ok: true, ...chain.counts() }
}

/** A checkpoint of a missing event: the chain was truncated. */
async function truncated(chain: ChainWalk): Promise<Fault | null> {
  const newest = await findNewestCheckpoint()
  const { last } = chain.counts()
  if (!newest || newest.sequence <= last) return null
  const current = await findLastLink()
  if (current && current.sequence >= newest.sequence) return null
  return { kind: 'removed', sequence: last + 1, id: null, through: newest.sequence }
}

/** Old events without a trusted checkpoint: theirs are gone, or no longer prove anything. */
function uncovered(chain: ChainWalk, now: Date): Fault | null {
  const first = chain.firstUncovered()
  if (!first || first.at >= addSeconds(now, -LATE)) return null
  return { kind: 'not-covered', sequence: first.sequence, id: first.id }
}

/**
 * Compares the log with a checkpoint that was stored elsewhere. Only this detects a chain that was
 * truncated or recomputed along with its own checkpoints.
 */
async function compareExternal(
  token: string,
  judge: ReturnType<typeof checkpointVerifier>,
  chain: ChainWalk,
): Promise<Fault | null> {
  const judged = await judge(token.trim())
  if (!judged.ok) return { kind: 'kept-not-ours', sequence: null, id: null }
  const { sequence, hash } = judged.claims
  const { last } = chain.counts()
  if (sequence > last) return { kind: 'removed', sequence: last + 1, id: null, through: sequence }
  const [event] = await listSealedEvents(sequence - 1, 1)
  if (event?.sequence === sequence) {
    return event.hash === hash ? null : { kind: 'rewritten', sequence, id: event.id }
  }
  // Its event was purged: the log's own checkpoint of that event may remain.
  const anchor = await findCheckpoint(sequence)
  if (!anchor) return { kind: 'kept-too-old', sequence, id: null }
  return anchor.hash === hash ? null : { kind: 'rewritten', sequence, id: null }
}
