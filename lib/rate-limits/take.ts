/** Counts attempts against rate limits. */
import { createHash } from 'node:crypto'
import { transaction } from '@/db/connection'
import {
  countAttempt,
  deleteRateLimit,
  uncountAttempt,
  peekAttempt,
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
  // Each count is one atomic statement.
  return transaction({ locks: 'none' }, async () => {
    const waits: number[] = []
    for (const { limit, key } of takes) waits.push(await countAttempt(limit, hashed(key)))
    return longest(waits)
  })
}

/** The wait that `takeAttempt` would return, without counting an attempt. */
export async function waitBefore(takes: readonly Take[]): Promise<number | null> {
  return longest(await Promise.all(takes.map(({ limit, key }) => peekAttempt(limit, hashed(key)))))
}

function longest(waits: readonly number[]): number | null {
  const wait = Math.max(0, ...waits)
  return wait > 0 ? wait : null
}

/** Takes back one counted attempt from each limit. Call inside a transaction. */
export async function giveBack(takes: readonly Take[]): Promise<void> {
  for (const { limit, key } of takes) await uncountAttempt(limit, hashed(key))
}

/** Forgets all counted attempts. Call inside a transaction. */
export async function forget(takes: readonly Take[]): Promise<void> {
  for (const { limit, key } of takes) await deleteRateLimit(limit, hashed(key))
}

/** Hashed, so that the table contains no email or IP addresses and all keys have equal length. */
function hashed(key: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(key)).digest('base64url')
}
