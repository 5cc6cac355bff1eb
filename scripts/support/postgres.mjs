/** Finds the programs of a PostgreSQL server, which Debian and Homebrew keep off the PATH. */
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const PROGRAMS =
  process.platform === 'win32' ? ['initdb.exe', 'postgres.exe'] : ['initdb', 'postgres']
const DEBIAN = '/usr/lib/postgresql'
const HOMEBREW = ['/opt/homebrew/opt', '/usr/local/opt']

/** @returns the folder with `initdb` and `postgres`, or null */
export function findPostgres() {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...configured(), ...usual()]
  return folders.find((folder) => PROGRAMS.every((name) => existsSync(join(folder, name)))) ?? null
}

function configured() {
  try {
    return [execFileSync('pg_config', ['--bindir'], { encoding: 'utf8', stdio: 'pipe' }).trim()]
  } catch {
    return []
  }
}

function usual() {
  return [
    ...namesIn(DEBIAN).map((version) => join(DEBIAN, version, 'bin')),
    ...HOMEBREW.flatMap((root) =>
      namesIn(root)
        .filter((name) => name.startsWith('postgresql'))
        .map((name) => join(root, name, 'bin')),
    ),
  ]
}

function namesIn(folder) {
  return existsSync(folder) ? readdirSync(folder).sort().reverse() : []
}
