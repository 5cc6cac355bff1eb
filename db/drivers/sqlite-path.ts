/** Checks early that a path can hold the database, before minutes are spent on a build. */
import { accessSync, constants, statSync, type Stats } from 'node:fs'
import { dirname, resolve } from 'node:path'

const { R_OK, W_OK, X_OK } = constants

/** @returns the fault as a sentence for people, or null */
export function databasePathFault(file: string): string | null {
  const found = look(file)
  if (found?.isDirectory()) return `The database ${file} cannot be opened: it is a folder.`
  if (found && !mayUse(file, R_OK | W_OK)) return notWritable(file)
  const above = nearestFolder(resolve(file))
  if (!above.found.isDirectory()) {
    return `The database ${file} cannot be made: ${above.path} is a file, and no folder.`
  }
  return mayUse(above.path, W_OK | X_OK) ? null : notWritable(file)
}

export function notWritable(file: string): string {
  return `The database ${file} cannot be written: check the owner and mode of the file and its folder.`
}

/** The nearest folder that exists; those below it can be created. */
function nearestFolder(path: string): { path: string; found: Stats } {
  const above = dirname(path)
  const found = look(above)
  return found ? { path: above, found } : nearestFolder(above)
}

function look(path: string): Stats | null {
  try {
    return statSync(path)
  } catch (error) {
    // Missing or not visible; the folder above tells why. The root is always visible.
    if (dirname(path) === path) throw error
    return null
  }
}

function mayUse(path: string, how: number): boolean {
  try {
    accessSync(path, how)
    return true
  } catch {
    return false
  }
}
