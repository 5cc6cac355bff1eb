/**
 * Notes of what a process of this folder is doing. A copy of the folder, or a later process with
 * the same id, is not mistaken for it.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { PROJECT } from './project.mjs'

/** The text of a note of this process, with further facts. */
export function noteOfThisProcess(about = {}) {
  const { pid } = process
  return JSON.stringify({ folder: PROJECT, pid, began: startOf(pid), ...about })
}

/** The content of a note of this folder while its process runs; otherwise null. */
export function readLiveNote(text) {
  const note = parsed(text)
  const isOurs = note?.folder === PROJECT && Number.isSafeInteger(note.pid)
  return isOurs && note.began !== null && note.began === startOf(note.pid) ? note : null
}

function parsed(text) {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** When a process began, or null if there is none. Id and start together are unique. */
function startOf(pid) {
  if (process.platform !== 'linux') return startByPs(pid)
  try {
    // The fields after the program's name, which may contain any character.
    const [, fields = ''] = /.*\) (.*)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? []
    const ticks = fields.split(' ')[19]
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${ticks}`
  } catch {
    return null
  }
}

function startByPs(pid) {
  const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' }
  const { stdout } = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
    env,
    encoding: 'utf8',
  })
  return stdout?.trim() || null
}
