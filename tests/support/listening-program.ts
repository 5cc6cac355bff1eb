/** Runs server programs of others until a test stops them. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { findProgram } from '../../scripts/support/find-program.mjs'

const START_MS = 20_000

interface ListeningProgram {
  readonly program: string
  readonly args: readonly string[]
  /** Its port, or the path of its socket. */
  readonly at: number | string
  /** Its home, so that it reads and writes no files of the developer. */
  readonly folder: string
}

/** Starts it, and waits until it listens. @returns a function that stops it */
export async function startListeningProgram({
  program,
  args,
  at,
  folder,
}: ListeningProgram): Promise<() => Promise<void>> {
  const child = spawn(pathOf(program), args, {
    env: { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (chunk) => (said += String(chunk)))
  // Not SIGKILL: child processes would live on.
  const kill = () => void child.kill('SIGTERM')
  process.once('exit', kill)
  const deadline = performance.now() + START_MS
  while (!(await listens(at))) {
    if (child.exitCode !== null || performance.now() > deadline) {
      kill()
      throw new Error(`${program} did not start: ${said}`)
    }
    await sleep(50)
  }
  return async () => {
    process.off('exit', kill)
    const gone = once(child, 'exit')
    kill()
    await gone
  }
}

/** @throws Error that says how to get a program that is missing */
function pathOf(program: string): string {
  const found = findProgram(program)
  if (!found) throw new Error(`The tests need ${program}: npm run test:long says how to get it.`)
  return found
}

async function listens(at: number | string): Promise<boolean> {
  const socket = typeof at === 'string' ? connect(at) : connect(at, '127.0.0.1')
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}
