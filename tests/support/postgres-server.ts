/** A real PostgreSQL server for the tests, with its own folder and a free port. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { generate } from 'selfsigned'
import { findPostgres } from '../../scripts/support/postgres.mjs'
import { freePort } from './free-port'

export interface PostgresServer {
  /** URL of the server's default database; `urlOf` returns those of others. */
  url: string
  urlOf(database: string): string
  /** Creates an empty database, or a copy of `template`. */
  create(database: string, template?: string): Promise<void>
  /** Stops the server and starts it again on the same data. */
  restart(mode?: 'fast' | 'immediate'): Promise<void>
  halt(): Promise<void>
  start(): Promise<void>
  /** Enables TLS with a certificate for `localhost`. @returns the file of the certificate */
  encrypt(): Promise<string>
  stop(): Promise<void>
}

const START_MS = 60_000
/** Tests crash the server but never cut the power: commits must be written, but not synced. */
const SETTINGS = ['fsync=off', 'full_page_writes=off']
const NEEDED =
  'The tests need a PostgreSQL server (initdb and postgres, version 13 or newer), and start it ' +
  'themselves: on Debian and Ubuntu `apt-get install postgresql`, on macOS `brew install postgresql`. ' +
  'Where it lies elsewhere, put the folder of its programs on the PATH.'

/** Starts a server. The caller must stop it. */
export async function startPostgres(): Promise<PostgresServer> {
  const programs = findPostgres()
  if (!programs) throw new Error(NEEDED)
  // A short path: the name of a socket may have about a hundred characters.
  const folder = mkdtempSync(join(tmpdir(), 'gh-pg-'))
  const owner = nobody()
  if (owner) chownSync(folder, owner.uid, owner.gid)
  chmodSync(folder, 0o700)
  const data = join(folder, 'data')
  const as = { ...owner, cwd: folder, env: { ...process.env, LC_ALL: 'C' } }
  const initdb = ['-D', data, '-U', 'gatehouse', '-A', 'trust', '-E', 'UTF8', '--no-sync']
  execFileSync(join(programs, 'initdb'), initdb, { ...as, stdio: 'pipe', encoding: 'utf8' })

  const port = await freePort()
  let child: ChildProcess | undefined
  const urlOf = (database: string) => `postgres://gatehouse@127.0.0.1:${port}/${database}`

  const start = async () => {
    const flags = ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', folder]
    const settings = [...SETTINGS, 'max_connections=200', 'shared_buffers=64MB']
    const set = settings.flatMap((setting) => ['-c', setting])
    child = spawn(join(programs, 'postgres'), [...flags, ...set], { ...as, stdio: 'ignore' })
    process.once('exit', kill)
    await answers(urlOf('postgres'), child)
  }
  const halt = async (signal: NodeJS.Signals = 'SIGINT') => {
    process.off('exit', kill)
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
  }
  function kill() {
    child?.kill('SIGQUIT')
  }

  await start()
  return {
    url: urlOf('postgres'),
    urlOf,
    async create(database, template) {
      const copied = template ? ` TEMPLATE "${template}"` : ''
      await ask(urlOf('postgres'), `CREATE DATABASE "${database}"${copied}`)
    },
    // SIGINT is the fast shut-down of PostgreSQL; SIGQUIT is the immediate one, like a crash.
    async restart(mode = 'fast') {
      await halt(mode === 'fast' ? 'SIGINT' : 'SIGQUIT')
      await start()
    },
    halt: () => halt(),
    start,
    async encrypt() {
      const certificate = await generate([{ name: 'commonName', value: 'localhost' }])
      const [file, key] = [join(folder, 'server.crt'), join(folder, 'server.key')]
      writeFileSync(file, certificate.cert)
      writeFileSync(key, certificate.private, { mode: 0o600 })
      if (owner) chownSync(key, owner.uid, owner.gid)
      await ask(urlOf('postgres'), `ALTER SYSTEM SET ssl_cert_file = '${file}'`)
      await ask(urlOf('postgres'), `ALTER SYSTEM SET ssl_key_file = '${key}'`)
      await ask(urlOf('postgres'), 'ALTER SYSTEM SET ssl = on')
      await ask(urlOf('postgres'), 'SELECT pg_reload_conf()')
      return file
    },
    async stop() {
      await halt('SIGQUIT')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Runs one statement on a new connection. */
export async function ask(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    // Safe: node-postgres returns rows by column name.
    return (await client.query(statement)).rows as Record<string, unknown>[]
  } finally {
    await client.end()
  }
}

/** PostgreSQL refuses to run as root. */
export function nobody(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null
  const id = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

async function answers(url: string, child: ChildProcess): Promise<void> {
  const deadline = performance.now() + START_MS
  for (;;) {
    try {
      await ask(url, 'SELECT 1')
      return
    } catch (error) {
      if (child.exitCode !== null || performance.now() > deadline) {
        throw new Error('The PostgreSQL server did not start', { cause: error })
      }
      await sleep(50)
    }
  }
}
