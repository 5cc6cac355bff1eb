/** Checks whether this instance can serve. */
import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { findEpoch } from '@/db/queries/installation'
import { isMigrated } from '@/db/queries/migrations'
import { env } from '@/lib/base/env'
import { newestDataKey } from '@/lib/keys/data-keys'
import { signingKey } from '@/lib/keys/signing-keys'
import { log } from '@/lib/telemetry/log'
import { isUnavailable } from '@/lib/base/unavailable'

type Check = 'ok' | 'unavailable'

export interface Readiness {
  ready: boolean
  /** `disk` only if the database is a file: a database server's disk is not visible here. */
  checks: { database: Check; migrations: Check; keys: Check; disk?: Check }
}

/** With less free disk space than this, a database in a file will soon fail to write. */
const DISK_FLOOR_BYTES = 64 * 1024 * 1024

/**
 * Checks everything that a log-in and a refresh depend on: the database, its migrations, its keys
 * and its disk space. Writes nothing to the database. Only the log says why a check fails.
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

/** @throws a system error if the folder is missing */
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
