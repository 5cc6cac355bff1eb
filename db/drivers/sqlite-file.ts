/** Detects that a file was replaced by another. */
import { statSync } from 'node:fs'
import { dirname } from 'node:path'

/** How often to check the file, in milliseconds. */
const LOOK_STEP_MS = 1000

export interface FileWatch {
  /** Checks at most once a second, unless `lookNow` is set. */
  hasChanged(options?: { lookNow: boolean }): boolean
}

/**
 * Detects when the file at `path` was deleted or replaced. SQLite itself would go on reading and
 * writing the old one, which it still has open.
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
 * The inode number and birth time of the file at `path`: a copy has others, a file that was moved
 * away and back has the same. The inode alone is not enough, because ext4 reuses it.
 */
export function identityOf(path: string): string {
  const file = statSync(path, { bigint: true })
  const folder = statSync(dirname(path), { bigint: true })
  // Where the system has no birth time, Node.js returns the last change instead. A folder with a
  // database has changed since its birth, so equal times mean that there is no birth time.
  const isBirthKnown = folder.birthtimeNs !== folder.ctimeNs
  return `${file.ino}-${isBirthKnown ? file.birthtimeNs : 0}`
}
