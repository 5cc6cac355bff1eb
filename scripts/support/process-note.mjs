/**
 * Notes of what a process of this folder is doing. Neither a copy of the folder nor a process that
 * was given the number of one that ended is taken for it.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { PROJECT } from './project.mjs'

/** What this process writes into a note, with what else there is to tell. */
export function noteOfThisProcess(about = {}) {
  const { pid } = process
  return JSON.stringify({ folder: PROJECT, pid, began: beginningOf(pid), ...about })
}

/** What a note of this folder says, while the process that wrote it lives; otherwise null. */
export function readLiveNote(text) {
  const note = parsed(text)
  const isOurs = note?.folder === PROJECT && Number.isSafeInteger(note.pid)
  return isOurs && note.began !== null && note.began === beginningOf(note.pid) ? note : null
}

function parsed(text) {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** When a process began, or null where there is none: with its number it is like no other. */
function beginningOf(pid) {
  if (process.platform !== 'linux') return beginningByPs(pid)
  try {
    // What comes after the name of the program, which may hold anything.
    const [, fields = ''] = /.*\) (.*)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? []
    const ticks = fields.split(' ')[19]
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${ticks}`
  } catch {
    return null
  }
}

function beginningByPs(pid) {
  const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' }
  const { stdout } = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
    env,
    encoding: 'utf8',
  })
  return stdout?.trim() || null
}
