/** Reads the project's source files. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Source {
  /** Relative to the project's root, with forward slashes. */
  path: string
  text: string
}

/** The source files below `folder` whose path matches. */
export function sourcesIn(folder: string, matches: RegExp): Source[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name).replaceAll('\\', '/'))
    .filter((path) => matches.test(path))
    .sort()
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }))
}
