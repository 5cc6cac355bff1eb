/** Signs the chain of the audit log up to its last event. */
import { transactionOver } from '@/db/connection'
import { findLastLink } from '@/db/queries/audit-chain'
import {
  findNewestCheckpoint,
  insertCheckpoint,
  type CheckpointRecord,
} from '@/db/queries/audit-checkpoints'
import { env } from '@/lib/env'
import { signingKey } from '@/lib/keys/signing-keys'
import { fromNumericDate, toNumericDate } from '@/lib/time'
import { signCheckpoint } from './checkpoint-token'

/**
 * Makes a checkpoint, if the chain has grown since the last one. Of several processes that try at
 * once, one makes it.
 *
 * @returns the newest checkpoint; null where nothing was ever sealed.
 * @throws Unavailable
 */
export async function makeCheckpoint(now = new Date()): Promise<CheckpointRecord | null> {
  const [last, newest] = await Promise.all([findLastLink(), findNewestCheckpoint()])
  if (!last || (newest && newest.sequence >= last.sequence)) return newest
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

/** The last one that was made, to be kept elsewhere; null where there is none. */
export async function newestCheckpoint(): Promise<CheckpointRecord | null> {
  return findNewestCheckpoint()
}
