/** A disk that is full, without filling the machine's own. */
import Database from 'better-sqlite3'
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ServerOptions } from './server'

/** `ulimit` counts half kibibytes: no file of the server may grow beyond three mebibytes. */
const LIMIT_BLOCKS = 6144
const LONGER_THAN_LIMIT_BYTES = 8 * 1024 * 1024
const PAGE_BYTES = 4096

export interface Disk {
  /** For `startServer`. */
  options: Pick<ServerOptions, 'folder' | 'under'>
  /** Leaves no room for anything but what is kept for endings. */
  fill(databaseFile: string): void
  /** Makes room again. */
  empty(): void
  /** Whether room stays scarce after an ending, until it is made. */
  staysFull: boolean
}

/**
 * A small file system where SMALL_DISK names one that is mounted. Else, since mounting is for root,
 * a limit on the length of the server's files: SQLite's log runs into it as into a full disk, and
 * has room again as soon as it is tidied.
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
      // Too large for what is left: the next one is smaller.
    }
  }
  closeSync(file)
}

/** Writes one and the same page again and again, past where the server may write. */
function lengthenLog(databaseFile: string): void {
  const other = new Database(databaseFile)
  other.pragma('wal_autocheckpoint = 0')
  other.pragma('synchronous = OFF')
  const write = other.prepare('UPDATE installation SET created_at = created_at + 1')
  for (let bytes = 0; bytes < LONGER_THAN_LIMIT_BYTES; bytes += PAGE_BYTES) write.run()
  // Not closed: the last one to close would tidy the log.
  process.once('exit', () => other.close())
}
