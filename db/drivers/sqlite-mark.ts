/**
 * The mark beside a database: a small file that remembers which file the database was, so that
 * neither a lost nor a replaced one goes unnoticed.
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
import { placesAnew } from '../status-places'
import { identityOf } from './sqlite-file'

const WORDS = `There is a Gatehouse database beside this file. Should it be lost, restore it from a backup.
Remove this file to begin with an empty one, in which nobody has an account.
The lines below tell a restored copy from the database that was in use.
`

/** Which file it was, and the epoch it was to have at least. */
interface Memory {
  file: string
  epoch: number
}

export function markOf(path: string): string {
  return `${path}.mark`
}

/** Makes the mark of a new database; which file it is will be noted when it is first used. */
export function ensureMark(path: string): void {
  if (!existsSync(markOf(path))) writeMark(path, WORDS)
}

/**
 * Makes sure that the database at `path` is the one that was in use before. When it is a copy that
 * was put in its place, it may hold sessions that were ended since: its epoch rises, which ends
 * them all, exactly once however many processes find it.
 *
 * @see docs/decisions/0009-replaced-database.md
 */
export function endSessionsOfCopy(connection: Database.Database, path: string): void {
  const file = identityOf(path)
  if (isRemembered(recall(path), file, epochIn(connection))) return
  connection.exec('BEGIN IMMEDIATE')
  try {
    // Another process may have been here while this one waited for the lock.
    const memory = recall(path)
    const epoch = epochIn(connection)
    const raised = memory && epoch !== null ? Math.max(memory.epoch, epoch) + 1 : null
    if (!isRemembered(memory, file, epoch)) {
      if (raised !== null) raiseEpoch(connection, raised)
      // Before the commit: should it fail, an epoch below the remembered one tells of it.
      note(path, { file, epoch: raised ?? epoch ?? 0 })
      connection.exec('COMMIT')
      if (raised !== null) log.error(replaced(path, raised))
    }
  } finally {
    if (connection.inTransaction) connection.exec('ROLLBACK')
  }
}

function isRemembered(memory: Memory | null, file: string, epoch: number | null): boolean {
  return memory?.file === file && (epoch ?? 0) >= memory.epoch
}

function epochIn(connection: Database.Database): number | null {
  const { epoch } = installation
  return drizzle(connection).select({ epoch }).from(installation).get()?.epoch ?? null
}

function raiseEpoch(connection: Database.Database, epoch: number): void {
  // A WAL that the old file left behind would be taken for the copy's, and garble it.
  if (connection.pragma('quick_check(1)', { simple: true }) !== 'ok') {
    throw new Unavailable('An intact database')
  }
  const places = placesAnew(installation, new Date())
  drizzle(connection)
    .update(installation)
    .set({ epoch, ...places })
    .run()
}

function replaced(path: string, epoch: number): string {
  return `Another file lies at ${path} than the one that was in use: every session was ended (epoch ${epoch})`
}

function recall(path: string): Memory | null {
  if (!existsSync(markOf(path))) return null
  const [, file, epoch] =
    /^file (\S+)\nepoch (\d+)$/m.exec(readFileSync(markOf(path), 'utf8')) ?? []
  return file ? { file, epoch: Number(epoch) } : null
}

function note(path: string, { file, epoch }: Memory): void {
  writeMark(path, `${WORDS}\nfile ${file}\nepoch ${epoch}\n`)
}

/** At one stroke, so that no crash leaves half a mark. */
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
