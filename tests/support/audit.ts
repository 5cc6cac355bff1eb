/** Events for tests, and a look at the chain. */
import { asc } from 'drizzle-orm'
import { read, transactionOver } from '@/db/connection'
import { activity, securityEvents } from '@/db/tables'
import { eventHashOf, GENESIS, personalHashOf } from '@/lib/audit/chain'
import { makeCheckpoint } from '@/lib/audit/checkpoint'
import { sealEvents } from '@/lib/audit/seal'
import { env } from '@/lib/base/env'
import { recordEvent, type Happening } from '@/lib/events/record'
import { literal, otherProgram } from './other-program'
import { at, LAPTOP, NOW } from './people'

/** Records events, each a millisecond later. */
export async function givenEvents(count: number, change: Partial<Happening> = {}, now = NOW) {
  const happening = (number: number): Happening => ({
    type: 'authn_login_fail',
    userId: 'usr_ada',
    from: LAPTOP,
    details: { reason: 'wrong-password', number },
    personal: { typed: `word ${number}` },
    ...change,
  })
  await transactionOver([], async () => {
    for (let i = 0; i < count; i += 1) {
      await recordEvent(happening(i), new Date(now.getTime() + i))
    }
  })
}

/** Every event by its place in the chain, those without one last. */
export async function chain() {
  const rows = await read((db) =>
    db.select().from(securityEvents).orderBy(asc(securityEvents.sequence)),
  )
  return rows.sort((a, b) => (a.sequence ?? Infinity) - (b.sequence ?? Infinity))
}

/** What was counted, by id. */
export async function counted(): Promise<Record<string, number>> {
  const rows = await read((db) => db.select().from(activity).orderBy(asc(activity.id)))
  return Object.fromEntries(rows.map(({ id, count }) => [id, count]))
}

/**
 * Twelve sealed events and nothing else, under checkpoints after the sixth and the last. Those of
 * the start are removed first: they are of today, and the test takes place at `NOW`.
 */
export async function givenChain(): Promise<void> {
  await otherProgram('DELETE FROM security_events')
  for (const half of [0, 6]) {
    await givenEvents(6, {}, at(half))
    await sealEvents()
    await makeCheckpoint(at(half + 6))
  }
}

/** Computes every hash anew, as somebody would who covers up what they have changed. */
export async function recompute(): Promise<void> {
  let previous = GENESIS
  const updates: string[] = []
  for (const event of await chain()) {
    if (event.sequence === null) continue
    const personalHash = event.personalSalt === null ? event.personalHash : personalHashOf(event)
    previous = eventHashOf(previous, { ...event, personalHash })
    updates.push(
      `UPDATE security_events SET hash = ${literal(previous)},
       personal_hash = ${literal(personalHash ?? '')} WHERE sequence = ${event.sequence}`,
    )
  }
  await otherProgram(updates.join('; '))
}

/** A moment as the database of this test writes one. */
export function literalTime(point: Date): string {
  return env().databaseKind === 'sqlite' ? String(point.getTime()) : literal(point.toISOString())
}
