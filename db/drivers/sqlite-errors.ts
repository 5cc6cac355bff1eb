/** What SQLite's errors mean, and waiting for locks without stalling anyone. */
import Database from 'better-sqlite3'
import { setTimeout as sleep } from 'node:timers/promises'
import { isUnavailable, Unavailable } from '@/lib/base/unavailable'

const OUTAGES = /^SQLITE_(BUSY|LOCKED|FULL|IOERR|READONLY|CORRUPT|NOTADB|CANTOPEN|NOMEM|PROTOCOL)/
/** What a file system says where something else than SQLite touched a file of ours. */
const FILE_OUTAGES = /^(EACCES|EDQUOT|EFBIG|EIO|EISDIR|EMFILE|ENFILE|ENOENT|ENOSPC|EPERM|EROFS)$/

/** How long anyone waits for another process's lock, in milliseconds. */
export const LOCK_PATIENCE_MS = 1000

/** Told after each try how long has passed since the one before, in milliseconds. */
export type Patience = (passed: number) => 'go on' | 'give up'

/** A second by the clock, from now on. */
export function oneSecond(): Patience {
  const end = performance.now() + LOCK_PATIENCE_MS
  return () => (performance.now() > end ? 'give up' : 'go on')
}

/** Tries `work` again and again until no lock is in its way, or `patience` is at its end. */
export async function patiently<T>(
  work: () => T | PromiseLike<T>,
  patience: Patience = oneSecond(),
): Promise<T> {
  let triedAt = performance.now()
  for (;;) {
    try {
      return await work()
    } catch (error) {
      const passed = performance.now() - triedAt
      triedAt += passed
      if (!isBusy(error) || patience(passed) === 'give up') throw error
      await sleep(1)
    }
  }
}

function isBusy(error: unknown): boolean {
  return codeOf(error).startsWith('SQLITE_BUSY')
}

/** True when the disk is full, a quota is used up, or a file may not grow any further. */
export function isNoRoom(error: unknown): boolean {
  return /^SQLITE_(FULL|IOERR_WRITE|IOERR_SHMSIZE)$/.test(codeOf(error))
}

/** True when only opening the file anew can help: it went bad, or may not be written any more. */
export function isBeyondRepair(error: unknown): boolean {
  return /^SQLITE_(READONLY|CORRUPT|NOTADB|CANTOPEN|IOERR(?!_WRITE|_SHMSIZE))/.test(codeOf(error))
}

/** An outage as `Unavailable`, anything else (a bug, a broken constraint) as it is. */
export function translated(error: unknown): unknown {
  const isOutage = OUTAGES.test(codeOf(error)) || isFolderMissing(error) || isOtherDatabase(error)
  return isOutage ? new Unavailable('The database', error) : error
}

/** The same for opening, where nothing of the caller runs: a file's own errors are outages too. */
export function translatedOpening(error: unknown): unknown {
  if (isUnavailable(error)) return error
  return FILE_OUTAGES.test(codeOf(error))
    ? new Unavailable('The database', error)
    : translated(error)
}

/** Our tables are not there: somebody put another file in its place. */
function isOtherDatabase(error: unknown): boolean {
  return error instanceof Database.SqliteError && /^no such (table|column)/.test(error.message)
}

function isFolderMissing(error: unknown): boolean {
  return error instanceof TypeError && /directory does not exist/.test(error.message)
}

function codeOf(error: unknown): string {
  const { code } = error as { code?: unknown }
  return typeof code === 'string' ? code : ''
}
