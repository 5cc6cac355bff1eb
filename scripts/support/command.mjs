/** Runs other programs, each in its own process group, and leaves none running. */
import { spawn } from 'node:child_process'
import { PROJECT } from './project.mjs'

/** How long a program may take to end after a signal, in milliseconds. */
const GRACE_MS = 5000
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }
const onWindows = process.platform === 'win32'

const running = new Set()

/**
 * Runs `node` with `args` and waits for its end.
 *
 * `live` shows its output as it comes; otherwise the output is returned.
 */
export function node(args, options) {
  return command(process.execPath, args, options)
}

export function command(file, args, options = {}) {
  const { env = {}, live = false, timeout, shell = false } = options
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      cwd: PROJECT,
      env: { ...process.env, ...env },
      stdio: live ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
      detached: !onWindows,
      shell,
      timeout,
    })
    const chunks = []
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk) => chunks.push(chunk))
    }
    const end = (code) => {
      unwatch(child)
      resolve({ code, output: Buffer.concat(chunks).toString() })
    }
    watch(child)
    child.once('error', (error) => {
      chunks.push(Buffer.from(error.message))
      end(1)
    })
    child.once('close', (code) => end(code ?? 1))
  })
}

/** While a program runs, signals to us are passed on to it first. */
function watch(child) {
  running.add(child)
  if (running.size > 1) return
  for (const signal of Object.keys(EXIT_CODES)) process.on(signal, stopAll)
}

function unwatch(child) {
  running.delete(child)
  if (running.size > 0) return
  for (const signal of Object.keys(EXIT_CODES)) process.off(signal, stopAll)
}

let stopping = false

/** npm and the terminal may both send the signal: only the first counts. */
async function stopAll(signal) {
  if (stopping) return
  stopping = true
  const groups = [...running]
  const ended = groups.map((child) => new Promise((resolve) => child.once('close', resolve)))
  for (const child of groups) signalGroup(child, 'SIGINT')
  await Promise.race([
    Promise.all(ended),
    new Promise((resolve) => {
      setTimeout(resolve, GRACE_MS)
    }),
  ])
  for (const child of groups) signalGroup(child, 'SIGKILL')
  process.exit(EXIT_CODES[signal])
}

function signalGroup(child, signal) {
  try {
    if (onWindows) child.kill(signal)
    else process.kill(-child.pid, signal)
  } catch {
    // It has ended already.
  }
}
