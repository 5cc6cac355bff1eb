/** Disk space reserved for ending sessions: a log-out must work even on a full disk. */
import { randomBytes } from 'node:crypto'
import { rmSync, statSync, writeFileSync } from 'node:fs'
import { log } from '@/lib/telemetry/log'

/** Enough for some hundred log-outs, or for ending every session of a user. */
const RESERVE_BYTES = 1024 * 1024
/** How often to try to create the reserve again, in milliseconds. */
const RETRY_MS = 1000

export interface Reserve {
  /** True when the space is reserved; reserves it again once there is enough. */
  isThere(): boolean
  /** Frees the space for the next write. */
  spend(): void
}

/**
 * The file `<database>.reserve`, shared by every process on that database. Call both methods with
 * the write lock held, or one process would take the space that another has just freed.
 */
export function reserveOf(path: string): Reserve {
  const file = `${path}.reserve`
  let triedAt = -Infinity
  return {
    isThere() {
      if (statSync(file, { throwIfNoEntry: false })?.size === RESERVE_BYTES) return true
      if (performance.now() - triedAt < RETRY_MS) return false
      triedAt = performance.now()
      return make(file)
    },
    spend() {
      if (statSync(file, { throwIfNoEntry: false }) === undefined) return
      discard(file)
      triedAt = performance.now()
      log.error('The disk is full: what was kept for log-outs is being used for them')
    },
  }
}

function make(file: string): boolean {
  try {
    // Random, because a file system that compresses would store zeros in almost no space.
    writeFileSync(file, randomBytes(RESERVE_BYTES), { mode: 0o600 })
    return true
  } catch (err) {
    log.error('The disk is full: nothing but log-outs can be written', { err })
    discard(file)
    return false
  }
}

/** A reserve that cannot be removed is no reason to refuse a write that may fit without it. */
function discard(file: string): void {
  try {
    rmSync(file, { force: true })
  } catch (err) {
    log.error('What was kept for log-outs cannot be removed', { err })
  }
}
