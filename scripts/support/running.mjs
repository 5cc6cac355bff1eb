/** Knows which servers run from this folder: none loses its pages to a build, and links lead to it. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Failure } from './failure.mjs'
import { noteOfThisProcess, readLiveNote } from './process-note.mjs'
import { inProject, PROJECT } from './project.mjs'
import { setting } from './settings-file.mjs'

/** With the data: the rest of the folder may be shut to the user who serves from it. */
const FOLDER = inProject('data/running')

/** Notes that this process serves from here, until it ends. @param mode 'production' or 'development' */
export function noteRunning(mode) {
  const note = join(FOLDER, String(process.pid))
  const origin = setting('APP_ORIGIN', mode) ?? `http://localhost:${setting('PORT', mode) ?? 3000}`
  try {
    mkdirSync(FOLDER, { recursive: true, mode: 0o700 })
    writeFileSync(note, noteOfThisProcess({ mode, origin, database: databaseOf(mode) }))
  } catch {
    // It is a help to other commands, and no reason not to serve.
    return
  }
  process.once('exit', () => rmSync(note, { force: true }))
}

/** Refuses to go on while another process serves what is about to be replaced. */
export function refuseWhileRunning() {
  const other = running().find(({ pid, mode }) => pid !== process.pid && mode === 'production')
  if (!other) return
  throw new Failure(
    `A Gatehouse is running from this folder (process ${other.pid}), and a new build would take ` +
      'its pages away. Stop it first, or build in another copy of the folder.',
  )
}

/** Where the server listens that runs from here on the same database, or undefined. */
export function originOfRunning(mode) {
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

/** Its process may end, and take it away, after its name was read. */
function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

/** Which database it is, without the password that its address may hold. */
function databaseOf(mode) {
  const url = setting('DATABASE_URL', mode) ?? 'file:./data/gatehouse.db'
  if (url.startsWith('file:')) return resolve(PROJECT, url.slice('file:'.length))
  return url.replace(/\/\/[^/]*@/, '//').replace(/\?.*/, '')
}
