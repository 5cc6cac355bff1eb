/** Simulates a full disk without filling the machine's own. */
import Database from 'better-sqlite3'
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ServerOptions } from './server'

/** In units of `ulimit`, half a KiB: no file of the server may grow beyond 3 MiB. */
const LIMIT_BLOCKS = 6144
const LONGER_THAN_LIMIT_BYTES = 8 * 1024 * 1024
const PAGE_BYTES = 4096

export interface Disk {
  /** Options for `startServer`. */
  options: Pick<ServerOptions, 'folder' | 'under'>
  /** Leaves only the room that is reserved for ending sessions. */
  fill(databaseFile: string): void
  /** Frees the space again. */
  empty(): void
  /** Whether the disk stays full after a session was ended, until `empty` is called. */
  staysFull: boolean
}

/**
 * Uses the small file system mounted at SMALL_DISK. Without one, since only root may mount, limits
 * the length of the server's files: SQLite's log hits the limit like a full disk, and has room
 * again after a checkpoint.
 */
export function fullDisk(): Disk {
  const { SMALL_DISK } = process.env
  const folder = mkdtempSync(join(SMALL_DISK ?? tmpdir(), 'gatehouse-'))
  if (SMALL_DISK) return smallDisk(folder)
  return {
    options: { folder, under: ['sh', '-c', `ulimit -f ${LIMIT_BLOCKS}; exec "$0" "$@"`] },
    fill: lengthenLog,
    empty: () => undefined,
    staysFull: false,
  }
}

function smallDisk(folder: string): Disk {
  const filler = join(folder, 'filler')
  return {
    options: { folder },
    fill: () => fillUp(filler),
    empty: () => rmSync(filler, { force: true }),
    staysFull: true,
  }
}

function fillUp(path: string): void {
  const file = openSync(path, 'w')
  for (let size = 1024 * 1024; size >= 1; size = size / 2) {
    try {
      for (;;) writeSync(file, Buffer.alloc(size, 1))
    } catch {
      // Too large for the space left: the next file is smaller.
    }
  }
  closeSync(file)
}

/** Writes one page again and again, until the log is longer than the server may write. */
function lengthenLog(databaseFile: string): void {
  const other = new Database(databaseFile)
  other.pragma('wal_autocheckpoint = 0')
  other.pragma('synchronous = OFF')
  const write = other.prepare('UPDATE installation SET created_at = created_at + 1')
  for (let bytes = 0; bytes < LONGER_THAN_LIMIT_BYTES; bytes += PAGE_BYTES) write.run()
  // Stays open until exit: the last connection to close would truncate the log.
  process.once('exit', () => other.close())
}
