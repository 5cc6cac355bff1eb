/** Signs the chain of the audit log up to its last event. */
import { transaction, whileOpen } from '@/db/connection'
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
 * Creates a checkpoint if the chain has grown since the last one. If several instances try at once,
 * one succeeds. Never signs a chain that does not follow from what this instance saw before:
 * otherwise an attacker who can only write to the database could have a forged chain signed.
 *
 * @returns the newest checkpoint; null if there is none.
 * @throws Unavailable
 */
export async function createCheckpoint(now = new Date()): Promise<CheckpointRecord | null> {
  // Read before the query: another call may store a later link meanwhile.
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
  return transaction({ locks: ['audit'] }, async () => {
    const current = await findNewestCheckpoint()
    if ((current?.sequence ?? 0) !== previous) return current
    await insertCheckpoint(checkpoint)
    return checkpoint
  })
}

const PAGE = 1000

/** The last link that this instance has seen and verified. */
function memory(): { seen: ChainLink | null } {
  return whileOpen('end of the chain', () => ({ seen: null }))
}

/** True if `end` follows from `begin`, event by event. */
async function follows(begin: ChainLink, end: ChainLink): Promise<boolean> {
  let current = begin
  while (current.sequence < end.sequence) {
    const events = await listSealedEvents(current.sequence, PAGE)
    if (events.length === 0) return false
    for (const event of events) {
      if (event.sequence > end.sequence) break
      if (event.hash !== eventHashOf(current.hash, event)) return false
      current = event
    }
  }
  return current.sequence === end.sequence && current.hash === end.hash
}

/** The newest checkpoint, to be stored elsewhere; null if there is none. */
export async function newestCheckpoint(): Promise<CheckpointRecord | null> {
  return findNewestCheckpoint()
}
