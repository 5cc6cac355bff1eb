/**
 * The mark beside a database: a small file that identifies the database file, so that we notice
 * when it is lost or replaced.
 */
import type Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs'
import { log } from '@/lib/telemetry/log'
import { Unavailable } from '@/lib/base/unavailable'
import { installation } from '../schema/sqlite'
import { unusedStatusList } from '../status-indexes'
import { identityOf } from './sqlite-file'

const EXPLANATION = `There is a Gatehouse database beside this file. Should it be lost, restore it from a backup.
Remove this file to begin with an empty one, in which nobody has an account.
The lines below tell a restored copy from the database that was in use.
`

/** The identity of the database file, and its lowest valid epoch. */
interface Mark {
  file: string
  epoch: number
}

export function markOf(path: string): string {
  return `${path}.mark`
}

/** Creates the mark of a new database. The file's identity is added when it is first opened. */
export function ensureMark(path: string): void {
  if (!existsSync(markOf(path))) writeMark(path, EXPLANATION)
}

/**
 * Checks that the database at `path` is the one that was in use before. A copy put in its place may
 * hold sessions that were ended since: its epoch is raised, which ends them all, exactly once
 * however many processes open it.
 *
 * @see docs/decisions/0009-replaced-database.md
 */
export function endSessionsOfCopy(connection: Database.Database, path: string): void {
  const file = identityOf(path)
  if (isMarked(readMark(path), file, epochIn(connection))) return
  connection.exec('BEGIN IMMEDIATE')
  try {
    // Another process may have done this while we waited for the lock.
    const mark = readMark(path)
    const epoch = epochIn(connection)
    const raised = mark && epoch !== null ? Math.max(mark.epoch, epoch) + 1 : null
    if (!isMarked(mark, file, epoch)) {
      if (raised !== null) raiseEpoch(connection, raised)
      // Before the commit: if that fails, the epoch is below the mark's, and is raised next time.
      markFile(path, { file, epoch: raised ?? epoch ?? 0 })
      connection.exec('COMMIT')
      if (raised !== null) log.error(replacedMessage(path, raised))
    }
  } finally {
    if (connection.inTransaction) connection.exec('ROLLBACK')
  }
}

function isMarked(mark: Mark | null, file: string, epoch: number | null): boolean {
  return mark?.file === file && (epoch ?? 0) >= mark.epoch
}

function epochIn(connection: Database.Database): number | null {
  const read = connection.prepare<[], number>('SELECT epoch FROM installation').pluck()
  return read.get() ?? null
}

function raiseEpoch(connection: Database.Database, epoch: number): void {
  // SQLite would apply a WAL of the old file to the copy, and corrupt it.
  if (connection.pragma('quick_check(1)', { simple: true }) !== 'ok') {
    throw new Unavailable('An intact database')
  }
  const indexes = unusedStatusList(installation, new Date())
  drizzle(connection)
    .update(installation)
    .set({ epoch, ...indexes })
    .run()
}

function replacedMessage(path: string, epoch: number): string {
  return `Another file lies at ${path} than the one that was in use: every session was ended (epoch ${epoch})`
}

function readMark(path: string): Mark | null {
  if (!existsSync(markOf(path))) return null
  const [, file, epoch] =
    /^file (\S+)\nepoch (\d+)$/m.exec(readFileSync(markOf(path), 'utf8')) ?? []
  return file ? { file, epoch: Number(epoch) } : null
}

function markFile(path: string, { file, epoch }: Mark): void {
  writeMark(path, `${EXPLANATION}\nfile ${file}\nepoch ${epoch}\n`)
}

/** Atomically, so that a crash leaves no half-written mark. */
function writeMark(path: string, text: string): void {
  const draft = `${markOf(path)}.${process.pid}`
  const descriptor = openSync(draft, 'w', 0o600)
  try {
    writeSync(descriptor, text)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
  renameSync(draft, markOf(path))
}
