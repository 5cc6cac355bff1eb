/** One place among the server processes: when its process ends, another takes the place. */
import cluster, { type Worker } from 'node:cluster'
import { once } from 'node:events'
import type { DestinationStream } from 'pino'
import { log } from '@/lib/telemetry/log'
import { newBackOff } from './back-off'
import { isOurs, type ToPrimary, type ToServer } from './messages'
import { passWholeLines } from './whole-lines'

/** The variable that tells a process the name of its place. */
export const PROCESS_NAME = 'GATEHOUSE_PROCESS'

interface Place {
  name: string
  /** Variables for each process, beside the environment of this one. */
  shared: Readonly<Record<string, string>>
  output: DestinationStream
}

interface Ending {
  code: number | null
  signal: NodeJS.Signals | null
}

export class Slot {
  readonly name: string
  readonly #place: Place
  readonly #waitAfter = newBackOff()
  readonly #listeners: ((message: ToPrimary) => void)[] = []
  readonly #endListeners: (() => void)[] = []
  #worker: Worker | null = null
  #isListening = false
  #startedAt = 0
  /** Why the process cannot start, in its own words. */
  #reason: string | undefined
  #mode: 'starting' | 'running' | 'stopping' = 'starting'
  #timer: NodeJS.Timeout | undefined

  constructor(place: Place) {
    this.name = place.name
    this.#place = place
  }

  /**
   * Starts the first process here.
   *
   * @throws Error with the reason if it ends instead of listening.
   */
  async start(): Promise<void> {
    const worker = this.#fork()
    const end = once(worker.process, 'close').then((ending: unknown[]) => {
      const how = ending.find((one) => one !== null)
      throw new Error(this.#reason ?? `a server process ended at its start (${String(how)}).`)
    })
    await Promise.race([once(worker, 'listening'), end])
  }

  /** From now on, starts another process whenever one ends. */
  keepRunning(): void {
    this.#mode = 'running'
    // It may have ended while others were starting.
    if (!this.#worker) this.#startAgain({ code: null, signal: null })
  }

  /** Starts no process any more. @returns once none is left */
  async stop(): Promise<void> {
    this.#mode = 'stopping'
    clearTimeout(this.#timer)
    const worker = this.#worker
    if (!worker) return
    const closed = once(worker.process, 'close')
    // A process that is only starting has nothing to finish.
    if (!this.tell({ kind: 'stop' })) this.kill()
    await closed
  }

  /** @returns false if there is no process. */
  kill(): boolean {
    return this.#worker?.process.kill('SIGKILL') ?? false
  }

  /** @returns false if no process listens here. */
  tell(message: ToServer): boolean {
    // A process that has just died cannot be told anything; its end is noticed by itself.
    if (this.#isListening)
      this.#worker?.process.send(message, undefined, undefined, () => undefined)
    return this.#isListening
  }

  onMessage(listener: (message: ToPrimary) => void): void {
    this.#listeners.push(listener)
  }

  /** Calls `listener` each time a process has ended. */
  onEnd(listener: () => void): void {
    this.#endListeners.push(listener)
  }

  #fork(): Worker {
    this.#startedAt = performance.now()
    this.#reason = undefined
    const { name, shared, output } = this.#place
    const worker = cluster.fork({ ...shared, [PROCESS_NAME]: name })
    const { process: child } = worker
    this.#worker = worker
    worker.once('listening', () => (this.#isListening = true))
    worker.on('message', (message) => this.#hear(message))
    worker.on('error', (err) =>
      log.error('A server process cannot be reached', { err, worker: name }),
    )
    if (child.stdout) passWholeLines(child.stdout, (line) => output.write(line))
    child.once('close', (code: Ending['code'], signal: Ending['signal']) => {
      this.#end({ code, signal })
    })
    return worker
  }

  #hear(message: unknown): void {
    if (!isOurs<ToPrimary>(message)) return
    if (message.kind === 'failed') this.#reason = message.reason
    for (const listener of this.#listeners) listener(message)
  }

  #end(ending: Ending): void {
    this.#worker = null
    this.#isListening = false
    for (const listener of this.#endListeners) listener()
    if (this.#mode === 'running') this.#startAgain(ending)
  }

  #startAgain(ending: Ending): void {
    const waitMs = this.#waitAfter(performance.now() - this.#startedAt)
    // It exits with 0 when an administrator stops this process alone.
    log[ending.code === 0 ? 'warn' : 'error']('A server process ended, and another is started', {
      worker: this.name,
      ...ending,
      ...(this.#reason === undefined ? {} : { reason: this.#reason }),
      waitMs,
    })
    this.#timer = setTimeout(() => {
      try {
        this.#fork()
      } catch (err) {
        log.error('A server process could not be created', { err, worker: this.name })
        this.#startAgain({ code: null, signal: null })
      }
    }, waitMs)
  }
}
