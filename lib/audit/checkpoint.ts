/** Signs the chain of the audit log up to its last event. */
import { transactionOver, whileOpen } from '@/db/connection'
import { findLastLink, listSealedEvents, type ChainLink } from '@/db/queries/audit-chain'
import {
  findNewestCheckpoint,
  insertCheckpoint,
  type CheckpointRecord,
} from '@/db/queries/audit-checkpoints'
import { env } from '@/lib/base/env'
import { signingKey } from '@/lib/keys/signing-keys'
import { log } from '@/lib/telemetry/log'
import { fromNumericDate, toNumericDate } from '@/lib/base/time'
import { eventHashOf } from './chain'
import { signCheckpoint } from './checkpoint-token'

/**
 * Makes a checkpoint, if the chain has grown since the last one. Of several processes that try at
 * once, one makes it. A chain that does not follow from what this process saw before is not signed:
 * else whoever can write to the database, and no more, would have us sign what they made of it.
 *
 * @returns the newest checkpoint; null where nothing was ever sealed.
 * @throws Unavailable
 */
export async function makeCheckpoint(now = new Date()): Promise<CheckpointRecord | null> {
  // Before the end is looked for: meanwhile another call may see a later one.
  const { seen } = memory()
  const [last, newest] = await Promise.all([findLastLink(), findNewestCheckpoint()])
  if (!last) return newest
  if (!(await follows(seen ?? last, last))) {
    log.error('The audit log is not what it was, and is signed no more: verify it')
    return newest
  }
  memory().seen = last
  if (newest && newest.sequence >= last.sequence) return newest
  const issuedAt = toNumericDate(now)
  const previous = newest?.sequence ?? 0
  const claims = { iss: env().appOrigin, iat: issuedAt, ...last, previous }
  const checkpoint: CheckpointRecord = {
    ...last,
    token: await signCheckpoint(claims, await signingKey()),
    createdAt: fromNumericDate(issuedAt),
  }
  return transactionOver(['audit'], async () => {
    const present = await findNewestCheckpoint()
    if ((present?.sequence ?? 0) !== previous) return present
    await insertCheckpoint(checkpoint)
    return checkpoint
  })
}

const PAGE = 1000

/** The end of the chain as this process saw it last, and found that it followed from the one before. */
function memory(): { seen: ChainLink | null } {
  return whileOpen('end of the chain', () => ({ seen: null }))
}

/** True when `end` follows from `begin`, event by event. */
async function follows(begin: ChainLink, end: ChainLink): Promise<boolean> {
  let at = begin
  while (at.sequence < end.sequence) {
    const events = await listSealedEvents(at.sequence, PAGE)
    if (events.length === 0) return false
    for (const event of events) {
      if (event.sequence > end.sequence) break
      if (event.hash !== eventHashOf(at.hash, event)) return false
      at = event
    }
  }
  return at.sequence === end.sequence && at.hash === end.hash
}

/** The last one that was made, to be kept elsewhere; null where there is none. */
export async function newestCheckpoint(): Promise<CheckpointRecord | null> {
  return findNewestCheckpoint()
}
