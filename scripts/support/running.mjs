/** Knows which servers run from this folder, so that no build pulls their pages from under them. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Failure } from './failure.mjs'
import { inProject } from './project.mjs'

const FOLDER = inProject('dist/running')

/** Notes that this process serves from here, until it ends. */
export function noteRunning() {
  mkdirSync(FOLDER, { recursive: true })
  const note = join(FOLDER, String(process.pid))
  writeFileSync(note, '')
  process.once('exit', () => rmSync(note, { force: true }))
}

/** Refuses to go on while another process serves what is about to be replaced. */
export function refuseWhileRunning() {
  const pid = runningProcess()
  if (pid === null) return
  throw new Failure(
    `A Gatehouse is running from this folder (process ${pid}), and a new build would take its ` +
      'pages away. Stop it first, or build in another copy of the folder.',
  )
}

function runningProcess() {
  let notes = []
  try {
    notes = readdirSync(FOLDER).map(Number)
  } catch {
    return null
  }
  return notes.find((pid) => pid !== process.pid && isAlive(pid)) ?? null
}

/** A note outlives a process that was killed, so the process itself is asked for. */
export function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
