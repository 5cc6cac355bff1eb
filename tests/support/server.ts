/** Starts the built Gatehouse for a test, with its own port, database and secret. */
import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from './free-port'

const READY = 'Gatehouse is ready'
const START_MS = 90_000
const STOP_MS = 20_000
/** How many ports to try, since another process may take a free port first. */
const STARTS = 3
const TAKEN = 'is already in use'

type Settings = Record<string, string>

export interface ServerOptions {
  /** Settings that override those of this file. */
  env?: Settings
  /** A free port by default. */
  port?: number
  /** Folder of the database. A given folder stays after `stop`, for a second start. */
  folder?: string
  /** A command that runs the server, such as a shell that sets limits first. */
  under?: [string, ...string[]]
  /** The folder of another build than this project's own. */
  project?: string
  /** A program to run there instead of the server. */
  program?: string
  /** The user to run it as, when root runs the tests. */
  uid?: number
}

export interface TestServer {
  origin: string
  port: number
  pid: number
  databaseFile: string
  /** Its settings, for a second server beside or after it. */
  env: Settings
  /** Its output so far. */
  output(): string
  /** Stops it as an administrator would. @returns its exit code */
  stop(options?: { keep: boolean }): Promise<number | null>
  /** Removes the database that `stop` kept. */
  remove(): void
  /** Sends a signal such as SIGKILL, and waits until the process exits. */
  kill(signal: NodeJS.Signals): Promise<void>
}

/** Starts a server and waits until it answers. Stop it in `afterAll`, or it outlives the tests. */
export async function startServer(options: ServerOptions = {}): Promise<TestServer> {
  for (let left = STARTS - 1; ; left -= 1) {
    try {
      return await startOn(options.port ?? (await freePort()), options)
    } catch (error) {
      const another = left > 0 && options.port === undefined && String(error).includes(TAKEN)
      if (!another) throw error
    }
  }
}

async function startOn(port: number, options: ServerOptions): Promise<TestServer> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'gatehouse-'))
  const env = settings(port, folder, options.env)
  const [command, ...args] = [
    ...(options.under ?? []),
    process.execPath,
    options.program ?? 'dist/server.mjs',
  ]
  const child = spawn(command, args, {
    cwd: options.project ?? process.cwd(),
    env: { ...systemEnvironment(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(options.uid === undefined ? {} : { uid: options.uid }),
  })
  const output = collect(child)
  const gone = once(child, 'exit')
  const cleanUp = () => {
    child.kill('SIGKILL')
    if (!options.folder) rmSync(folder, { recursive: true, force: true })
  }
  process.once('exit', cleanUp)
  try {
    await ready(child, output)
  } catch (error) {
    process.off('exit', cleanUp)
    cleanUp()
    throw error
  }

  return {
    origin: env.APP_ORIGIN ?? '',
    port,
    pid: child.pid ?? 0,
    databaseFile: (env.DATABASE_URL ?? '').slice('file:'.length),
    env,
    output,
    remove: () => rmSync(folder, { recursive: true, force: true }),
    async stop({ keep } = { keep: false }) {
      child.kill('SIGTERM')
      await Promise.race([gone, sleep(STOP_MS).then(() => child.kill('SIGKILL'))])
      await gone
      process.off('exit', cleanUp)
      if (!keep) cleanUp()
      return child.exitCode
    },
    async kill(signal) {
      child.kill(signal)
      await gone
    },
  }
}

function settings(port: number, folder: string, given: Settings = {}): Settings {
  return {
    PORT: String(port),
    APP_ORIGIN: `http://localhost:${port}`,
    AUTH_SECRET: randomBytes(32).toString('base64url'),
    DATABASE_URL: `file:${join(folder, 'gatehouse.db')}`,
    BCRYPT_COST: '10',
    PRELOAD_PAGES: 'no',
    // Keeps the developer's own .env.local out of the test.
    __NEXT_PROCESSED_ENV: 'true',
    ...given,
  }
}

/** What a program needs from the machine, without the developer's own settings. */
function systemEnvironment(): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR, LANG, TZ } = process.env
  return { NODE_ENV: 'production', PATH, HOME, TMPDIR, LANG, TZ }
}

function collect(child: ChildProcess): () => string {
  const chunks: string[] = []
  child.stdout?.on('data', (chunk) => chunks.push(String(chunk)))
  child.stderr?.on('data', (chunk) => chunks.push(String(chunk)))
  return () => chunks.join('')
}

async function ready(child: ChildProcess, output: () => string): Promise<void> {
  const deadline = performance.now() + START_MS
  while (!output().includes(READY)) {
    if (child.exitCode !== null || child.signalCode !== null || performance.now() > deadline) {
      child.kill('SIGKILL')
      throw new Error(`The server did not start:\n${output()}`)
    }
    await sleep(25)
  }
}
