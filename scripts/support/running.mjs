/** Tracks the servers of this folder, so that builds spare their pages and links lead to them. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Failure } from './failure.mjs'
import { noteOfThisProcess, readLiveNote } from './process-note.mjs'
import { inProject, PROJECT } from './project.mjs'
import { setting } from './settings-file.mjs'

/** Next to the data, since the user who serves may not write to the rest of the folder. */
const FOLDER = inProject('data/running')

/** Records until its end that this process serves. @param mode 'production' or 'development' */
export function noteRunning(mode) {
  const note = join(FOLDER, String(process.pid))
  const origin = setting('APP_ORIGIN', mode) ?? `http://localhost:${setting('PORT', mode) ?? 3000}`
  try {
    mkdirSync(FOLDER, { recursive: true, mode: 0o700 })
    writeFileSync(note, noteOfThisProcess({ mode, origin, database: databaseOf(mode) }))
  } catch {
    // The note only helps other commands; serve without it.
    return
  }
  process.once('exit', () => rmSync(note, { force: true }))
}

/** @throws Failure while another process serves the build that is about to be replaced */
export function refuseWhileRunning() {
  const other = running().find(({ pid, mode }) => pid !== process.pid && mode === 'production')
  if (!other) return
  throw new Failure(
    `A Gatehouse is running from this folder (process ${other.pid}), and a new build would take ` +
      'its pages away. Stop it first, or build in another copy of the folder.',
  )
}

/** The origin of the server that runs from this folder on the same database, or undefined. */
export function originOfRunningServer(mode) {
  return running().find(({ database }) => database === databaseOf(mode))?.origin
}

function running() {
  return namesIn(FOLDER).flatMap((name) => {
    const note = readLiveNote(readIfThere(join(FOLDER, name)))
    return note ? [note] : []
  })
}

function namesIn(folder) {
  try {
    return readdirSync(folder)
  } catch (error) {
    if (error.code === 'EACCES')
      console.warn(`Whether a Gatehouse runs is not known: ${folder} cannot be read.`)
    return []
  }
}

/** A process may end and remove its note after the folder was listed. */
function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

/** Identifies the database, without the password that its URL may hold. */
function databaseOf(mode) {
  const url = setting('DATABASE_URL', mode) ?? 'file:./data/gatehouse.db'
  if (url.startsWith('file:')) return resolve(PROJECT, url.slice('file:'.length))
  return url.replace(/\/\/[^/]*@/, '//').replace(/\?.*/, '')
}
