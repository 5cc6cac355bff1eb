/** Whether this copy can serve. */
import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { findEpoch } from '@/db/queries/installation'
import { isMigrated } from '@/db/queries/migrations'
import { env } from '@/lib/base/env'
import { newestDataKey } from '@/lib/keys/data-keys'
import { signingKey } from '@/lib/keys/signing-keys'
import { log } from '@/lib/telemetry/log'
import { isUnavailable } from '@/lib/base/unavailable'

export type Check = 'ok' | 'unavailable'

export interface Readiness {
  ready: boolean
  /** `disk` where the database is a file; of another machine's disk nothing is known here. */
  checks: { database: Check; migrations: Check; keys: Check; disk?: Check }
}

/** With less room than this on its disk, a database in a file is about to refuse what it should keep. */
const DISK_FLOOR_BYTES = 64 * 1024 * 1024

/**
 * Asks everything that a log-in and a refresh depend on: the database, its shape, the keys in it,
 * and room on its disk. Writes nothing, and tells nobody why something is not there: this is in the
 * log.
 */
export async function readiness({ diskFloorBytes = DISK_FLOOR_BYTES } = {}): Promise<Readiness> {
  const database = await check('database', async () => (await findEpoch()) !== null)
  const within = (name: string, isThere: () => Promise<boolean>): Promise<Check> =>
    database === 'ok' ? check(name, isThere) : Promise.resolve('unavailable')
  const checks: Readiness['checks'] = {
    database,
    migrations: await within('migrations', isMigrated),
    keys: await within('keys', opensKeys),
  }
  if (env().databaseKind === 'sqlite') {
    checks.disk = await check('disk', () => hasRoom(env().databaseFile, diskFloorBytes))
  }
  return { ready: Object.values(checks).every((one) => one === 'ok'), checks }
}

async function opensKeys(): Promise<boolean> {
  await Promise.all([signingKey(), newestDataKey('refresh'), newestDataKey('pepper')])
  return true
}

/** False also where its folder is gone. */
async function hasRoom(file: string, floorBytes: number): Promise<boolean> {
  const { bavail, bsize } = await statfs(dirname(file))
  return bavail * bsize >= floorBytes
}

async function check(name: string, isThere: () => Promise<boolean>): Promise<Check> {
  try {
    if (await isThere()) return 'ok'
    log.warn(`Not ready: ${name}`)
  } catch (err) {
    if (!isUnavailable(err) && !isSystemError(err)) throw err
    log.warn(`Not ready: ${name}`, { err })
  }
  return 'unavailable'
}

function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error
}
