/** Finds out what was done to an event that does not fit into the chain. */
import { listSealedEvents, type SealedEventRecord } from '@/db/queries/audit-chain'
import { eventHashOf } from './chain'

export type FaultKind =
  /** The event, its hash or its personal data was changed. */
  | 'changed'
  | 'hash-changed'
  | 'personal-changed'
  /** Its personal data is gone, but the log records no erasure. */
  | 'personal-removed'
  /** It was taken out, inserted, or swapped with another event. */
  | 'removed'
  | 'added'
  | 'moved'
  /** It is old and still not sealed. */
  | 'unsealed'
  /** The chain is consistent but not the one that was signed: it was recomputed up to here. */
  | 'rewritten'
  /** A checkpoint was changed, taken out, or signed with a foreign key. */
  | 'checkpoint-changed'
  | 'checkpoint-removed'
  | 'checkpoint-forged'
  /** It is old, and no checkpoint of a trusted key covers it. */
  | 'not-covered'
  /** The checkpoint stored elsewhere is from another installation, or covers purged events. */
  | 'kept-not-ours'
  | 'kept-too-old'

export interface Fault {
  kind: FaultKind
  /** The position in the chain, and the id of the event there; null if there is none. */
  sequence: number | null
  id: string | null
  /** The last sequence affected, if known. */
  through?: number
}

const PAGE = 1000

/**
 * Searches the rest of the chain for the event that belongs in place of `event`, after the hash
 * `previous`. Costs a second walk, but only once: verification stops at the first fault.
 */
export async function explain(previous: string, event: SealedEventRecord): Promise<Fault> {
  const { sequence, id } = event
  return { kind: await kindOf(previous, event), sequence, id }
}

async function kindOf(previous: string, event: SealedEventRecord): Promise<FaultKind> {
  const { sequence } = event
  const [next] = await listSealedEvents(sequence, 1)
  const expected = eventHashOf(previous, event)
  if (next && next.hash === eventHashOf(expected, next)) return 'hash-changed'
  const original = await sequenceOfOriginal(previous, sequence)
  if (original === null) return 'changed'
  return (await belongsElsewhere(event, original)) ? 'moved' : 'added'
}

/** The present sequence of the event that was sealed after `previous`; null if it is gone. */
async function sequenceOfOriginal(previous: string, sequence: number): Promise<number | null> {
  for await (const other of following(sequence)) {
    if (other.hash === eventHashOf(previous, { ...other, sequence })) return other.sequence
  }
  return null
}

/** True if `event` was sealed with another sequence: it swapped with other events. */
async function belongsElsewhere(event: SealedEventRecord, original: number): Promise<boolean> {
  for await (const other of following(event.sequence - 1)) {
    const hashAt = (sequence: number) => eventHashOf(other.hash, { ...event, sequence })
    if (event.hash === hashAt(original) || event.hash === hashAt(other.sequence + 1)) return true
  }
  return false
}

async function* following(sequence: number): AsyncGenerator<SealedEventRecord> {
  for (let last = sequence; ;) {
    const events = await listSealedEvents(last, PAGE)
    yield* events
    if (events.length < PAGE) return
    last = events.at(-1)?.sequence ?? last
  }
}
