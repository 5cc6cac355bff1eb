/** Whether this copy can serve. */
import { findEpoch } from '@/db/queries/installation'
import { newestDataKey } from '@/lib/keys/data-keys'
import { signingKey } from '@/lib/keys/signing-keys'
import { isUnavailable } from '@/lib/unavailable'

export type Check = 'ok' | 'unavailable'

export interface Readiness {
  ready: boolean
  checks: { database: Check; keys: Check }
}

/**
 * Asks everything that a log-in and a refresh depend on: the database, and the keys in it. Writes
 * nothing, and tells nobody why something is not there: this is in the log.
 */
export async function readiness(): Promise<Readiness> {
  const database = await check(async () => (await findEpoch()) !== null)
  const keys = database === 'ok' ? await check(opensKeys) : 'unavailable'
  return { ready: database === 'ok' && keys === 'ok', checks: { database, keys } }
}

async function opensKeys(): Promise<boolean> {
  await Promise.all([signingKey(), newestDataKey('refresh'), newestDataKey('pepper')])
  return true
}

async function check(isThere: () => Promise<boolean>): Promise<Check> {
  try {
    return (await isThere()) ? 'ok' : 'unavailable'
  } catch (error) {
    if (!isUnavailable(error)) throw error
    return 'unavailable'
  }
}
