/** Runs the examples, each in its own process. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from './free-port'
import { bundleFile, type Ending } from './processes'

const START_MS = 30_000

export interface ExampleService {
  readonly origin: string
  /** What it has printed. */
  output(): string
  /** For one that ends by itself. */
  readonly ended: Promise<Ending>
  stop(): Promise<void>
}

type Settings = Record<string, string>

/** Starts a service and waits until it prints its URL. */
export async function startExample(name: string, settings: Settings): Promise<ExampleService> {
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const program = await launch(name, { ...settings, PORT: String(port) })
  const stop = async () => {
    program.child.kill('SIGKILL')
    await program.ended
  }
  const deadline = performance.now() + START_MS
  while (!program.output().includes(origin)) {
    if (program.child.exitCode !== null || performance.now() > deadline) {
      await stop()
      throw new Error(`${name} did not start:\n${program.output()}`)
    }
    await sleep(25)
  }
  const { output, ended } = program
  return { origin, output, ended, stop }
}

/** Runs an example that ends by itself. */
export async function runExample(name: string, settings: Settings): Promise<Ending> {
  return (await launch(name, settings)).ended
}

async function launch(name: string, settings: Settings) {
  const { file, remove } = await bundleFile(`examples/${name}/main.ts`)
  const child = spawn(process.execPath, [file], {
    env: { PATH: process.env.PATH, NODE_ENV: 'production', ...settings },
  })
  process.once('exit', () => child.kill('SIGKILL'))
  let output = ''
  child.stdout.on('data', (chunk) => (output += String(chunk)))
  child.stderr.on('data', (chunk) => (output += String(chunk)))
  const ended = once(child, 'close').then(([code]: unknown[]): Ending => {
    remove()
    return { code: typeof code === 'number' ? code : null, output }
  })
  return { child, ended, output: () => output }
}
