import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Folders of server programs that are not on every user's PATH. */
const SERVER_FOLDERS = ['/usr/sbin', '/usr/local/sbin', '/opt/homebrew/bin']

/** @returns the path of a program, or null */
export function findProgram(name) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...SERVER_FOLDERS]
  return folders.map((folder) => join(folder, name)).find((file) => existsSync(file)) ?? null
}
