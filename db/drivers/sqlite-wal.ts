/** Watches the write-ahead log, which grows while a reader keeps one snapshot open. */
import { statSync } from 'node:fs'
import { log } from '@/lib/telemetry/log'

/** SQLite checkpoints at 4 MB; sixteen times that means that something prevents it. */
const LARGE_BYTES = 64 * 1024 * 1024
const LOOK_STEP_MS = 10_000

/** @returns a function to call after each commit, which warns when the log is too long. */
export function watchWal(path: string, limit = LARGE_BYTES, stepMs = LOOK_STEP_MS): () => void {
  let lookedAt = -Infinity
  let warned = false
  return () => {
    if (performance.now() - lookedAt < stepMs) return
    lookedAt = performance.now()
    const size = statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0
    if (size > limit && !warned) {
      log.warn(
        `${path}-wal has grown to ${size} bytes: ` +
          'a program keeps the database from being tidied, such as an open sqlite3 shell',
      )
    }
    warned = size > limit
  }
}
