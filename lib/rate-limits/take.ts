/** Counts tries against limits. */
import { createHash } from 'node:crypto'
import { transactionOver } from '@/db/connection'
import {
  countTry,
  deleteRateLimit,
  giveTryBack,
  peekTry,
  type RateLimit,
} from '@/db/queries/rate-limits'

export interface Take {
  limit: RateLimit
  /** Whom or what is counted: an address, a network, or several of them. */
  key: readonly string[]
}

/**
 * Counts one try against each limit, unless one of them is used up.
 *
 * @returns null when all of them allow it, else milliseconds until all would. A refused try costs
 *   no write, so that going on trying costs the database nothing.
 */
export async function takeTry(takes: readonly Take[]): Promise<number | null> {
  const wait = await waitFor(takes)
  if (wait !== null) return wait
  // Each count is one atomic statement.
  return transactionOver([], async () => {
    const waits: number[] = []
    for (const { limit, key } of takes) waits.push(await countTry(limit, hashed(key)))
    return longest(waits)
  })
}

/** The wait that `takeTry` would answer with, without counting. */
export async function waitFor(takes: readonly Take[]): Promise<number | null> {
  return longest(await Promise.all(takes.map(({ limit, key }) => peekTry(limit, hashed(key)))))
}

function longest(waits: readonly number[]): number | null {
  const wait = Math.max(0, ...waits)
  return wait > 0 ? wait : null
}

/** Takes back one counted try from each limit. Call inside a transaction. */
export async function giveBack(takes: readonly Take[]): Promise<void> {
  for (const { limit, key } of takes) await giveTryBack(limit, hashed(key))
}

/** Forgets every counted try. Call inside a transaction. */
export async function forget(takes: readonly Take[]): Promise<void> {
  for (const { limit, key } of takes) await deleteRateLimit(limit, hashed(key))
}

/** Hashed, so that the table holds no addresses and no key is too long or cleverly spelt. */
function hashed(key: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(key)).digest('base64url')
}
