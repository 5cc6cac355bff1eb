/** Creates events for tests, and reads the audit chain. */
import { asc } from 'drizzle-orm'
import { read, transaction } from '@/db/connection'
import { activity, securityEvents } from '@/db/tables'
import { eventHashOf, GENESIS, personalHashOf } from '@/lib/audit/chain'
import { createCheckpoint } from '@/lib/audit/checkpoint'
import { sealEvents } from '@/lib/audit/seal'
import { env } from '@/lib/base/env'
import { recordEvent, type NewEvent } from '@/lib/events/record'
import { literal, otherProgram } from './other-program'
import { at, LAPTOP, NOW } from './people'

/** Records events one millisecond apart. */
export async function givenEvents(count: number, change: Partial<NewEvent> = {}, now = NOW) {
  const happening = (number: number): NewEvent => ({
    type: 'authn_login_fail',
    userId: 'usr_ada',
    from: LAPTOP,
    details: { reason: 'wrong-password', number },
    personal: { typed: `word ${number}` },
    ...change,
  })
  await transaction({ locks: 'none' }, async () => {
    for (let i = 0; i < count; i += 1) {
      await recordEvent(happening(i), new Date(now.getTime() + i))
    }
  })
}

/** All events in chain order; events without a number come last. */
export async function chain() {
  const rows = await read((db) =>
    db.select().from(securityEvents).orderBy(asc(securityEvents.sequence)),
  )
  return rows.sort((a, b) => (a.sequence ?? Infinity) - (b.sequence ?? Infinity))
}

/** The counters by id. */
export async function counted(): Promise<Record<string, number>> {
  const rows = await read((db) => db.select().from(activity).orderBy(asc(activity.id)))
  return Object.fromEntries(rows.map(({ id, count }) => [id, count]))
}

/**
 * Twelve sealed events, with checkpoints after the sixth and the last. Events of the start are
 * removed first: they have today's date, but the test runs at `NOW`.
 */
export async function givenChain(): Promise<void> {
  await otherProgram('DELETE FROM security_events')
  for (const half of [0, 6]) {
    await givenEvents(6, {}, at(half))
    await sealEvents()
    await createCheckpoint(at(half + 6))
  }
}

/** Recomputes every hash, as an attacker would to hide a change. */
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

/** A time in the format of this test's database. */
export function literalTime(point: Date): string {
  return env().databaseKind === 'sqlite' ? String(point.getTime()) : literal(point.toISOString())
}
