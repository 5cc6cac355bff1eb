/** One writer of this process at a time, and a fair share for those of others. */
import { setTimeout as sleep } from 'node:timers/promises'

/** How long the writers of one process go on one after the other, in milliseconds. */
const SHARE_MS = 25
/** Longer than another process sleeps between two tries to get the lock. */
const PAUSE_MS = 3

export interface Turns {
  /** Runs `work` when all that came before is done. */
  take<T>(work: () => Promise<T>): Promise<T>
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
    async done() {
      await last
    },
  }
}
