/** Creates `.env.local` with a fresh secret if there is none, but never next to existing data. */
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseEnv } from 'node:util'
import { Failure } from './failure.mjs'
import { inProject, PROJECT, requireWritable } from './project.mjs'

const FILE = inProject('.env.local')
const READABLE_BY_OTHERS = 0o077

/**
 * A setting as the server will read it: the environment first, then the files that Next.js loads.
 *
 * @param mode 'production' or 'development'
 */
export function setting(name, mode) {
  if (process.env[name]) return process.env[name]
  const files = [`.env.${mode}.local`, '.env.local', `.env.${mode}`, '.env'].map((f) =>
    inProject(f),
  )
  for (const file of files.filter((f) => existsSync(f))) {
    const value = parseEnv(read(file))[name]
    if (value) return value
  }
  return undefined
}

function read(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new Failure(`${file} cannot be read by this user (${error.code}).`)
  }
}

/** Creates `.env.local`, unless it exists or the secret is set already. Asks no questions. */
export function ensureSettings(mode) {
  if (existsSync(FILE)) return warnWhenReadable()
  if (setting('AUTH_SECRET', mode)) return
  const database = databaseFile(mode)
  if (database && existsSync(database)) {
    throw new Failure(
      `There is a database (${database}) but neither .env.local nor AUTH_SECRET: write the secret ` +
        'it was made with into .env.local (AUTH_SECRET=…), for a fresh one could not read it. ' +
        'To begin anew instead, move the database and its .mark away.',
    )
  }
  requireWritable('write .env.local')
  writeFileSync(FILE, contents(), { mode: 0o600, flag: 'wx' })
  console.log('Made .env.local with a fresh AUTH_SECRET. Keep a copy of it with your backups.')
}

function warnWhenReadable() {
  if (process.platform === 'win32' || !(statSync(FILE).mode & READABLE_BY_OTHERS)) return
  console.warn('Warning: .env.local can be read by other users; run `chmod 600 .env.local`.')
}

function databaseFile(mode) {
  const url = setting('DATABASE_URL', mode) ?? 'file:./data/gatehouse.db'
  return url.startsWith('file:') ? resolve(PROJECT, url.slice('file:'.length)) : null
}

function contents() {
  return [
    '# Settings of this installation; .env.example explains each of them.',
    '# AUTH_SECRET unlocks the keys in the database: without it nobody can log in.',
    `AUTH_SECRET=${randomBytes(32).toString('base64url')}`,
    '',
  ].join('\n')
}
