/** Classifies SQLite errors, and waits for locks without blocking other requests. */
import Database from 'better-sqlite3'
import { setTimeout as sleep } from 'node:timers/promises'
import { isUnavailable, Unavailable } from '@/lib/base/unavailable'

const OUTAGES = /^SQLITE_(BUSY|LOCKED|FULL|IOERR|READONLY|CORRUPT|NOTADB|CANTOPEN|NOMEM|PROTOCOL)/
/** File system errors from our own use of the files, outside SQLite. */
const FILE_OUTAGES = /^(EACCES|EDQUOT|EFBIG|EIO|EISDIR|EMFILE|ENFILE|ENOENT|ENOSPC|EPERM|EROFS)$/

/** How long to wait for another process's lock, in milliseconds. */
export const LOCK_PATIENCE_MS = 1000

/** Called after each attempt with the milliseconds since the one before. */
export type Patience = (passed: number) => 'go on' | 'give up'

/** Gives up a second from now. */
function oneSecond(): Patience {
  const end = performance.now() + LOCK_PATIENCE_MS
  return () => (performance.now() > end ? 'give up' : 'go on')
}

/** Repeats `work` until no lock blocks it, or `patience` gives up. */
export async function retryWhileBusy<T>(
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

/** True when the disk is full, a quota is used up, or a file may not grow. */
export function isDiskFull(error: unknown): boolean {
  return /^SQLITE_(FULL|IOERR_WRITE|IOERR_SHMSIZE)$/.test(codeOf(error))
}

/** True when only reopening the file can help: it is damaged or no longer writable. */
export function needsReopening(error: unknown): boolean {
  return /^SQLITE_(READONLY|CORRUPT|NOTADB|CANTOPEN|IOERR(?!_WRITE|_SHMSIZE))/.test(codeOf(error))
}

/** Turns an outage into `Unavailable`; returns other errors (a bug, a broken constraint) as is. */
export function translated(error: unknown): unknown {
  const isOutage = OUTAGES.test(codeOf(error)) || isFolderMissing(error) || isOtherDatabase(error)
  return isOutage ? new Unavailable('The database', error) : error
}

/** Like `translated`, for opening: no caller's code runs then, so file errors are outages too. */
export function translatedOpening(error: unknown): unknown {
  if (isUnavailable(error)) return error
  return FILE_OUTAGES.test(codeOf(error))
    ? new Unavailable('The database', error)
    : translated(error)
}

/** Our tables are missing: another file was put in its place. */
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
