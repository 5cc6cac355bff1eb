/** The process of `npm start` when several server processes share its port: it watches them. */
import cluster from 'node:cluster'
import { setTimeout as sleep } from 'node:timers/promises'
import type { DestinationStream } from 'pino'
import { log } from '@/lib/telemetry/log'
import { addUpMetrics } from './gather-metrics'
import { Slot } from './slot'

/** How long a server process may take to close, once its answers are finished. */
const CLOSE_MS = 1000

export interface Serving {
  /** Lets answers under way finish, for at most so many milliseconds, and accepts no more. */
  finish: (graceMs: number) => Promise<void>
  /** Closes what served. */
  close: readonly (() => Promise<unknown>)[]
}

interface Start {
  count: number
  /** The file that each process runs. */
  program: string
  /** Variables for every process, beside the environment of this one. */
  shared: Readonly<Record<string, string>>
  /** Where the log goes; each process would cut the lines of the others. */
  output: DestinationStream
}

/**
 * Starts `count` server processes, and a new one whenever one ends.
 *
 * @returns once all of them listen.
 * @throws Error with the reason of the first that cannot start.
 */
export async function startServerProcesses(start: Start): Promise<Serving> {
  cluster.setupPrimary({
    exec: start.program,
    args: [],
    // A pipe, since a process writes a line in pieces when the reader is slow. What Node.js itself
    // says about a crash goes to standard error.
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    // JSON would turn the NaN of a metric into null.
    serialization: 'advanced',
  })
  const names = Array.from({ length: start.count }, (_, i) => String(i + 1))
  const slots = names.map((name) => new Slot({ name, ...start }))
  addUpMetrics(slots)
  await Promise.all(slots.map((slot) => slot.start()))
  for (const slot of slots) slot.keepRunning()
  return { finish: (graceMs) => stopAll(slots, graceMs), close: [] }
}

async function stopAll(slots: readonly Slot[], graceMs: number): Promise<void> {
  const ended = Promise.all(slots.map((slot) => slot.stop()))
  await Promise.race([ended, sleep(graceMs + CLOSE_MS)])
  for (const slot of slots.filter((one) => one.kill())) {
    log.warn('A server process did not stop in time, and was killed', { worker: slot.name })
  }
  await ended
}
