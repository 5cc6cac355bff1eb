/** One writer at a time in this process, and a fair share of the lock for other processes. */
import { setTimeout as sleep } from 'node:timers/promises'
import { LOCK_PATIENCE_MS, type Patience } from './sqlite-errors'

/** How long the writers of one process may follow each other without a pause, in milliseconds. */
const SHARE_MS = 25
/** Longer than another process sleeps between two attempts to get the lock. */
const PAUSE_MS = 3
/** The most that one attempt counts for, in milliseconds: the machine may just be slow. */
const ATTEMPT_MS = 10

export interface Turns {
  /** Runs `work` after all work that was queued before. */
  take<T>(work: () => Promise<T>): Promise<T>
  /**
   * Gives up after a second, if this process has also been without the lock for a second. That
   * second is a sum of attempts: work that waited behind other work of this process, or on a
   * machine that stood still, does not give up at its first attempt.
   */
  patience(): Patience
  /** Call it when the lock was obtained. */
  lockHad(): void
  /** Resolves when all work queued so far is done. */
  done(): Promise<void>
}

/**
 * SQLite's lock has no queue: a process that writes without a pause would get it again and again,
 * and writers of other processes would never get it.
 */
export function turnsOf(): Turns {
  let last: Promise<unknown> = Promise.resolve()
  let waiting = 0
  let since = 0
  let lockedOutMs = 0

  return {
    take(work) {
      if (waiting === 0) since = performance.now()
      waiting += 1
      const turn = last.then(async () => {
        if (performance.now() - since > SHARE_MS) {
          await sleep(PAUSE_MS)
          since = performance.now()
        }
        return work()
      })
      last = turn.catch(() => undefined).finally(() => (waiting -= 1))
      return turn
    },
    patience() {
      const asked = performance.now()
      return (passed) => {
        lockedOutMs += Math.min(passed, ATTEMPT_MS)
        const hasWaited = performance.now() - asked > LOCK_PATIENCE_MS
        return hasWaited && lockedOutMs > LOCK_PATIENCE_MS ? 'give up' : 'go on'
      }
    },
    lockHad() {
      lockedOutMs = 0
    },
    async done() {
      await last
    },
  }
}
