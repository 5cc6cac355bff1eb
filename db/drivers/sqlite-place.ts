/** Says why no database can lie at a path, before minutes are spent on a server that needs it. */
import { accessSync, constants, statSync, type Stats } from 'node:fs'
import { dirname, resolve } from 'node:path'

const { R_OK, W_OK, X_OK } = constants

/** @returns a sentence for people, or null where nothing stands against it */
export function refusalOfPlace(file: string): string | null {
  const found = look(file)
  if (found?.isDirectory()) return `The database ${file} cannot be opened: it is a folder.`
  if (found && !mayUse(file, R_OK | W_OK)) return notWritable(file)
  const above = nearestAbove(resolve(file))
  if (!above.found.isDirectory()) {
    return `The database ${file} cannot be made: ${above.path} is a file, and no folder.`
  }
  return mayUse(above.path, W_OK | X_OK) ? null : notWritable(file)
}

export function notWritable(file: string): string {
  return `The database ${file} cannot be written: check the owner and mode of the file and its folder.`
}

/** The folder that has to be there already, for those below it can be made. */
function nearestAbove(path: string): { path: string; found: Stats } {
  const above = dirname(path)
  const found = look(above)
  return found ? { path: above, found } : nearestAbove(above)
}

function look(path: string): Stats | null {
  try {
    return statSync(path)
  } catch (error) {
    // Nothing that can be seen from here; the folder above tells why. The root is always seen.
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
