/** Compares the audit log with a checkpoint that was stored elsewhere. */
import { listSealedEvents } from '@/db/queries/audit-chain'
import { findCheckpoint } from '@/db/queries/audit-checkpoints'
import type { checkpointVerifier } from './verify-checkpoints'
import type { Fault } from './verify-fault'

/** Only this detects a chain that was truncated or recomputed along with its own checkpoints. */
export async function compareExternalCheckpoint(
  token: string,
  judge: ReturnType<typeof checkpointVerifier>,
  { last }: { last: number },
): Promise<Fault | null> {
  const judged = await judge(token.trim())
  if (!judged.ok) return { kind: 'kept-not-ours', sequence: null, id: null }
  const { sequence, hash } = judged.claims
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
