/**
 * Lets the event loop go before the thread that imports this: at a priority of 5 it gets a quarter
 * of a core that others want. Elsewhere than on Linux the priority is the whole process's.
 *
 * @see setpriority(2), "C library/kernel differences"
 */
import { getPriority, setPriority } from 'node:os'
import { isMainThread } from 'node:worker_threads'

if (process.platform === 'linux' && !isMainThread) {
  try {
    setPriority(Math.max(5, getPriority()))
  } catch {
    // A sandbox may forbid it; hashing works all the same.
  }
}
