/** Events for tests, and a look at the chain. */
import { asc } from 'drizzle-orm'
import { read, transactionOver } from '@/db/connection'
import { activity, securityEvents } from '@/db/tables'
import { recordEvent, type Happening } from '@/lib/events/record'
import { LAPTOP, NOW } from './people'

/** Records events, each in a transaction of its own and a millisecond later. */
export async function givenEvents(count: number, change: Partial<Happening> = {}, now = NOW) {
  for (let i = 0; i < count; i += 1) {
    await transactionOver([], () =>
      recordEvent(
        {
          type: 'authn_login_fail',
          userId: 'usr_ada',
          from: LAPTOP,
          details: { reason: 'wrong-password', number: i },
          personal: { typed: `word ${i}` },
          ...change,
        },
        new Date(now.getTime() + i),
      ),
    )
  }
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
