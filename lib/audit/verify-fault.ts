/** Tells what was done to an event that does not fit into its place. */
import { listSealedEvents, type SealedEventRecord } from '@/db/queries/audit-chain'
import { eventHashOf } from './chain'

export type FaultKind =
  /** Something of the event is not what it was; or its hash, or what is personal about it. */
  | 'changed'
  | 'hash-changed'
  | 'personal-changed'
  /** What is personal about it is gone, and nothing in the log says that it was erased. */
  | 'personal-removed'
  /** It was taken out, put in, or stands in another's place. */
  | 'removed'
  | 'added'
  | 'moved'
  /** It happened long ago and has no place yet. */
  | 'unsealed'
  /** The chain fits, but is not the one that was signed: all up to here was computed anew. */
  | 'rewritten'
  /** A checkpoint was changed, taken out, or signed by somebody else. */
  | 'checkpoint-changed'
  | 'checkpoint-removed'
  | 'checkpoint-forged'
  /** It is old, and no checkpoint of a key that is still good covers it. */
  | 'not-covered'
  /** The checkpoint that was kept elsewhere is none of this installation, or of purged events. */
  | 'kept-not-ours'
  | 'kept-too-old'

export interface Fault {
  kind: FaultKind
  /** The place in the chain, and the event there; null where there is none. */
  sequence: number | null
  id: string | null
  /** The last place that it concerns, where that is known. */
  through?: number
}

const PAGE = 1000

/**
 * Looks through the rest of the chain for the event that belongs where `event` stands, after the
 * hash `previous`. Costs another walk, once, since nothing after the first fault is told.
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
  const place = await placeOfRightful(previous, sequence)
  if (place === null) return 'changed'
  return (await belongsElsewhere(event, place)) ? 'moved' : 'added'
}

/** Where the event stands now that was sealed after `previous`; null where it is nowhere. */
async function placeOfRightful(previous: string, sequence: number): Promise<number | null> {
  for await (const other of following(sequence)) {
    if (other.hash === eventHashOf(previous, { ...other, sequence })) return other.sequence
  }
  return null
}

/** True when `event` was sealed in another place: it changed places with others. */
async function belongsElsewhere(event: SealedEventRecord, place: number): Promise<boolean> {
  for await (const other of following(event.sequence - 1)) {
    const after = (sequence: number) => eventHashOf(other.hash, { ...event, sequence })
    if (event.hash === after(place) || event.hash === after(other.sequence + 1)) return true
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
