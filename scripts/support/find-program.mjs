import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Where servers lie that are not on the PATH of everyone. */
const OF_SERVERS = ['/usr/sbin', '/usr/local/sbin', '/opt/homebrew/bin']

/** @returns the path of a program, or null */
export function findProgram(name) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...OF_SERVERS]
  return folders.map((folder) => join(folder, name)).find((file) => existsSync(file)) ?? null
}
