/** One writer of this process at a time, and a fair share for those of others. */
import { setTimeout as sleep } from 'node:timers/promises'
import { LOCK_PATIENCE_MS, type Patience } from './sqlite-errors'

/** How long the writers of one process go on one after the other, in milliseconds. */
const SHARE_MS = 25
/** Longer than another process sleeps between two tries to get the lock. */
const PAUSE_MS = 3
/** What a try counts for at most, in milliseconds: a busy machine is not somebody's lock. */
const TRY_MS = 10

export interface Turns {
  /** Runs `work` when all that came before is done. */
  take<T>(work: () => Promise<T>): Promise<T>
  /**
   * How long whoever asks now waits for the lock: a second, and for as long as this process has had
   * it within the last. It is used up by tries, so that those who wait behind others that get on, or
   * on a machine that stood still, do not give up at the first of them.
   */
  patience(): Patience
  /** To be called when the lock was had. */
  lockHad(): void
  /** When all that has been asked for so far is done. */
  done(): Promise<void>
}

/**
 * SQLite's lock has no queue: a process that writes without a pause would be given it again and
 * again, and every writer of another process would wait in vain.
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
        lockedOutMs += Math.min(passed, TRY_MS)
        const isOver = performance.now() - asked > LOCK_PATIENCE_MS
        return isOver && lockedOutMs > LOCK_PATIENCE_MS ? 'give up' : 'go on'
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
