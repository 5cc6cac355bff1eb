/** Tells what was done to an event that does not fit into its place. */
import { listSealedEvents, type SealedEventRecord } from '@/db/queries/audit-chain'
import { eventHashOf } from './chain'
import type { Fault, FaultKind } from './verify-walk'

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
