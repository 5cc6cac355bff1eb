/** Makes commands wait for each other before work that two of them would break. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { noteOfThisProcess, readLiveNote } from './process-note.mjs'
import { inProject } from './project.mjs'

const LOOK_AGAIN_MS = 500

/** Runs `work` after every other command of this folder has finished work of the same `name`. */
export async function oneAtATime(name, work) {
  const note = inProject('dist', name)
  mkdirSync(inProject('dist'), { recursive: true })
  for (let announced = false; !take(note); announced = true) {
    if (!announced) console.log('Waiting for another command in this folder …')
    await sleep(LOOK_AGAIN_MS)
  }
  const release = () => rmSync(note, { force: true })
  process.once('exit', release)
  try {
    return await work()
  } finally {
    process.off('exit', release)
    release()
  }
}

/** Whether the note is ours now. The note of a killed command is removed for the next attempt. */
function take(note) {
  try {
    writeFileSync(note, noteOfThisProcess(), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    if (!isHeld(note)) rmSync(note, { force: true })
    return false
  }
}

/** True for an empty or missing note too: it is read again later. */
function isHeld(note) {
  try {
    const text = readFileSync(note, 'utf8')
    return text === '' || readLiveNote(text) !== null
  } catch {
    return true
  }
}
