/** Tells one file from another that lies in its place. */
import { statSync } from 'node:fs'
import { dirname } from 'node:path'

/** How often a file is looked for, in milliseconds. */
const LOOK_STEP_MS = 1000

export interface FileWatch {
  /** Looks at most once a second, unless it must be known for this very moment. */
  hasChanged(options?: { lookNow: boolean }): boolean
}

/**
 * Tells when the file at `path` was deleted or replaced. SQLite itself would go on reading and
 * writing the one it has open, which is nowhere to be found any more.
 */
export function watchFile(path: string): FileWatch {
  const { ino, dev } = statSync(path)
  let lookedAt = performance.now()
  let changed = false
  return {
    hasChanged({ lookNow } = { lookNow: false }) {
      const isFresh = !lookNow && performance.now() - lookedAt < LOOK_STEP_MS
      if (changed || isFresh) return changed
      lookedAt = performance.now()
      const now = statSync(path, { throwIfNoEntry: false })
      changed = now?.ino !== ino || now.dev !== dev
      return changed
    },
  }
}

/**
 * The number of the file at `path` and when it was born: a copy has others, a file that was moved
 * away and back has the same. The number alone would not do, because ext4 gives it to the next one.
 */
export function identityOf(path: string): string {
  const file = statSync(path, { bigint: true })
  const folder = statSync(dirname(path), { bigint: true })
  // Where the system does not tell a birth, Node.js gives the last change for it. A folder that
  // holds a database has been changed since it was born.
  const isBirthKnown = folder.birthtimeNs !== folder.ctimeNs
  return `${file.ino}-${isBirthKnown ? file.birthtimeNs : 0}`
}
