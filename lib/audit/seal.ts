/** Seals events: gives each its number and hash in the chain, and counts it. */
import { randomBytes } from 'node:crypto'
import { inBatches } from '@/db/batches'
import { transaction } from '@/db/connection'
import { addActivity } from '@/db/queries/activity'
import {
  findLastLink,
  findOldestUnsealed,
  listUnsealedEvents,
  sealEventRows,
  type ChainLink,
  type SealedEventRecord,
} from '@/db/queries/audit-chain'
import { findNewestCheckpoint } from '@/db/queries/audit-checkpoints'
import type { SecurityEventRecord } from '@/db/queries/security-events'
import { countsOf } from '@/lib/statistics/counting'
import { eventHashOf, GENESIS, personalHashOf } from './chain'

const SALT_BYTES = 16

/**
 * Seals all unsealed events. Any number of instances may run it at once: one seals at a time, and
 * each event is numbered and counted once. Costs one query if there is nothing to seal.
 *
 * @param onSealed called with each batch after its commit, for statistics
 * @returns how many events it sealed
 * @throws Unavailable
 */
export async function sealEvents(
  onSealed: (events: readonly SecurityEventRecord[]) => void = () => undefined,
): Promise<number> {
  if (!(await findOldestUnsealed())) return 0
  let total = 0
  await inBatches(async (size) => {
    const sealed = await transaction({ locks: ['audit'] }, () => sealBatch(size))
    onSealed(sealed)
    total += sealed.length
    return sealed.length === size
  })
  return total
}

async function sealBatch(size: number): Promise<readonly SecurityEventRecord[]> {
  const events = await listUnsealedEvents(size)
  if (events.length === 0) return []
  let last = await lastLink()
  const sealed = events.map((event) => {
    const next = seal(event, last)
    last = next
    return next
  })
  await sealEventRows(sealed)
  await addActivity(countsOf(events))
  return events
}

/** The end of the chain, or the last checkpoint if every event was purged. */
async function lastLink(): Promise<ChainLink> {
  return (await findLastLink()) ?? (await findNewestCheckpoint()) ?? { sequence: 0, hash: GENESIS }
}

function seal(event: SecurityEventRecord, previous: ChainLink): SealedEventRecord {
  const salted = { ...event, personalSalt: randomBytes(SALT_BYTES).toString('hex') }
  const numbered = {
    ...salted,
    personalHash: personalHashOf(salted),
    sequence: previous.sequence + 1,
  }
  return { ...numbered, hash: eventHashOf(previous.hash, numbered) }
}
