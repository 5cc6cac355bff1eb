/** Counts attempts against rate limits. */
import { createHash } from 'node:crypto'
import { transaction } from '@/db/connection'
import {
  countAttempt,
  deleteCounter,
  uncountAttempt,
  waitBeforeAttempt,
  type Counter,
  type RateLimit,
} from '@/db/queries/rate-limits'

export interface Take {
  limit: RateLimit
  /** What is counted: an email address, a network, or a combination. */
  key: readonly string[]
}

/**
 * Counts one attempt against each limit, unless one of them is used up.
 *
 * @returns null when all limits allow it, else the milliseconds until all would. A refused attempt
 *   writes nothing, so that a flood of them costs the database little.
 */
export async function takeAttempt(takes: readonly Take[]): Promise<number | null> {
  const wait = await waitBefore(takes)
  if (wait !== null) return wait
  // All counts are one atomic statement.
  return transaction({ locks: 'none' }, async () =>
    orNull(await countAttempt(countersOf(takes), new Date())),
  )
}

/** The wait that `takeAttempt` would return, without counting an attempt. */
export async function waitBefore(takes: readonly Take[]): Promise<number | null> {
  return orNull(await waitBeforeAttempt(countersOf(takes), new Date()))
}

function orNull(wait: number): number | null {
  return wait > 0 ? wait : null
}

/** Takes back one counted attempt from each limit. Call inside a transaction. */
export async function giveBack(takes: readonly Take[]): Promise<void> {
  for (const counter of countersOf(takes)) await uncountAttempt(counter)
}

/** Forgets all counted attempts. Call inside a transaction. */
export async function forget(takes: readonly Take[]): Promise<void> {
  // One by one, in the order in which they were counted: their rows are locked in no other.
  for (const counter of countersOf(takes)) await deleteCounter(counter)
}

/** Hashed, so that the table contains no email or IP addresses and all keys have equal length. */
function countersOf(takes: readonly Take[]): Counter[] {
  return takes.map(({ limit, key }) => {
    const hash = createHash('sha256').update(JSON.stringify(key)).digest('base64url')
    return { limit, key: `${limit.name}:${hash}` }
  })
}
