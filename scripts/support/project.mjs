/** Where this project is, and whether it is writable. */
import { accessSync, constants } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Failure } from './failure.mjs'

export const PROJECT = join(dirname(fileURLToPath(import.meta.url)), '../..')

/** The absolute path of something in this project. */
export const inProject = (...parts) => join(PROJECT, ...parts)

/** @throws Failure in a read-only folder, where `purpose` ("install packages") would fail midway */
export function requireWritable(purpose) {
  try {
    accessSync(PROJECT, constants.W_OK)
  } catch {
    throw new Failure(
      `The folder ${PROJECT} is not writable, so Gatehouse cannot ${purpose} there.`,
    )
  }
}
