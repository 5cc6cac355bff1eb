/** Lets one command at a time do what two would break if they did it at once. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { noteOfThisProcess, readLiveNote } from './process-note.mjs'
import { inProject } from './project.mjs'

const LOOK_AGAIN_MS = 500

/** Runs `work` once every other command of this folder that does the same has done with it. */
export async function oneAtATime(name, work) {
  const note = inProject('dist', name)
  mkdirSync(inProject('dist'), { recursive: true })
  for (let told = false; !taken(note); told = true) {
    if (!told) console.log('Waiting for another command in this folder …')
    await sleep(LOOK_AGAIN_MS)
  }
  const leave = () => rmSync(note, { force: true })
  process.once('exit', leave)
  try {
    return await work()
  } finally {
    process.off('exit', leave)
    leave()
  }
}

/** Whether the note is ours now. That of a command that was killed is cleared away first. */
function taken(note) {
  try {
    writeFileSync(note, noteOfThisProcess(), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    if (!isHeld(note)) rmSync(note, { force: true })
    return false
  }
}

/** Where it has not been written yet, or is gone, it is looked at again. */
function isHeld(note) {
  try {
    const text = readFileSync(note, 'utf8')
    return text === '' || readLiveNote(text) !== null
  } catch {
    return true
  }
}
