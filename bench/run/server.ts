/** Starts one server process and reads what it uses. */
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { setTimeout as sleep } from 'node:timers/promises'

const PROBE = pathToFileURL(resolve('bench/run/probe.mjs')).href
const START_MS = 60_000
const STOP_MS = 20_000

export interface Program {
  file: string
  args?: string[]
  /** Its folder. */
  cwd: string
  env: Record<string, string>
}

interface Usage {
  cpuMs: number
  rssMib: number
}

export interface Server {
  port: number
  usage(): Promise<Usage>
  stop(): Promise<void>
}

/** Starts a production server as one process and waits until it answers. */
export async function startServer(port: number, program: Program): Promise<Server> {
  if (await answers(port)) throw new Error(`Port ${port} is taken; choose others with --port`)
  const { PATH, HOME, TMPDIR, LANG, TZ } = process.env
  const child = fork(program.file, program.args ?? [], {
    cwd: program.cwd,
    execArgv: ['--import', PROBE],
    env: {
      ...{ PATH, HOME, TMPDIR, LANG, TZ },
      ...{ NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
      ...program.env,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const output = lastOutput(child)
  const cleanUp = () => void child.kill('SIGKILL')
  process.once('exit', cleanUp)
  await answering(port, child, output)
  return {
    port,
    usage: () => askUsage(child),
    async stop() {
      const gone = once(child, 'exit')
      child.kill('SIGTERM')
      await Promise.race([gone, sleep(STOP_MS, null, { ref: false })])
      child.kill('SIGKILL')
      process.off('exit', cleanUp)
    },
  }
}

/** Keeps the end only: a request log of some hundred thousand lines is long. */
function lastOutput(child: ChildProcess): () => string {
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      text = (text + String(chunk)).slice(-4000)
    })
  }
  return () => text
}

async function answering(port: number, child: ChildProcess, output: () => string): Promise<void> {
  const deadline = performance.now() + START_MS
  for (;;) {
    if (child.exitCode !== null || performance.now() > deadline) {
      child.kill('SIGKILL')
      throw new Error(`The server in ${child.spawnfile} did not start:\n${output()}`)
    }
    if (await answers(port)) return
    await sleep(100)
  }
}

async function answers(port: number): Promise<boolean> {
  const url = `http://127.0.0.1:${port}/plain`
  const answer = await fetch(url, { redirect: 'manual' }).catch(() => null)
  await answer?.arrayBuffer()
  return answer !== null
}

async function askUsage(child: ChildProcess): Promise<Usage> {
  const answered = once(child, 'message')
  child.send('usage')
  const [usage] = await answered
  // Safe because probe.mjs sends nothing else.
  return usage as Usage
}
