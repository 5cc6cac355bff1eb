/** Starts the built Gatehouse for a test: its own port, its own database, its own secret. */
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
/** How often another port is tried, where the one that was free a moment ago is taken. */
const STARTS = 3
const TAKEN = 'is already in use'

type Settings = Record<string, string>

export interface ServerOptions {
  /** Settings; they win over the ones below. */
  env?: Settings
  /** Otherwise a free one. */
  port?: number
  /** Where the database lies. One that is given stays after `stop`, for a second start. */
  folder?: string
  /** A command that runs the server, such as a shell that limits it first. */
  under?: [string, ...string[]]
  /** The folder of a build, if it is not this project's own. */
  project?: string
  /** What is run there, if it is not the server itself. */
  program?: string
  /** The user it runs as; where root runs the tests. */
  uid?: number
}

export interface TestServer {
  origin: string
  port: number
  pid: number
  databaseFile: string
  /** Settings it runs with, for a second one beside it or after it. */
  env: Settings
  /** Everything it has printed so far. */
  output(): string
  /** Stops it as an administrator would. @returns its exit code */
  stop(options?: { keep: boolean }): Promise<number | null>
  /** Removes its database, where `stop` was told to keep it. */
  remove(): void
  /** Ends it by a signal, for instance SIGKILL, and waits until it is gone. */
  kill(signal: NodeJS.Signals): Promise<void>
}

/** Starts a server and waits until it answers. Stop it in `afterAll`, or it outlives the test. */
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
    // Keeps the developer's own .env.local out of the test.
    __NEXT_PROCESSED_ENV: 'true',
    ...given,
  }
}

/** What a program needs from the machine, and no setting of the one who runs the tests. */
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
