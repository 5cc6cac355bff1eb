/** Acts of the product that wait for a transaction which the test holds open. */
import { AsyncLocalStorage } from 'node:async_hooks'
import { setImmediate as turn } from 'node:timers/promises'
import { expect, vi } from 'vitest'
import { env } from '@/lib/base/env'
import { otherProgram } from './other-program'

/** More than the product takes from its last answer of a thread to the lock. */
const TURNS = 100

/** Runs work that takes no part in the open transaction. */
export const asAnother = AsyncLocalStorage.snapshot()

/** Resolves once one other act waits for the transaction that is open. */
export async function untilOneWaits(): Promise<void> {
  if (env().databaseKind === 'postgres') {
    return vi.waitFor(async () => expect(await waiters()).toBe(1))
  }
  // On SQLite reads never wait, and the act stands in this process's queue of writers after them.
  for (let i = 0; i < TURNS; i += 1) await turn()
}

/** How many transactions wait for a lock of this PostgreSQL database. */
export async function waiters(): Promise<number> {
  const rows = await otherProgram(
    `SELECT pid FROM pg_locks JOIN pg_database ON pg_database.oid = database
      WHERE NOT granted AND datname = current_database()`,
  )
  return rows.length
}
