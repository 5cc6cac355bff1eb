/** Stops the process cleanly: finishes answers, then closes the database. */
import type { Server } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { closeDatabase } from '@/db/connection'
import { stopWatching } from '@/lib/sessions/watch'
import { log } from '@/lib/telemetry/log'

interface Stop {
  /** Lets answers in progress finish, and accepts no more requests. */
  finish: () => Promise<unknown>
  /** Closes everything else. None of these may take longer than a second. */
  close: readonly (() => Promise<unknown>)[]
}

/** Stops on SIGINT and SIGTERM, with exit code 0. */
export function stopOnSignal(stop: Stop): void {
  const stopNow = stopper(stop, () => log.info('Gatehouse is stopping …'))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stopNow)
}

/** @returns a function that stops this process with exit code 0, and does nothing when called again */
export function stopper(stop: Stop, announce: () => void = () => undefined): () => void {
  let stopping = false
  return () => {
    // On Ctrl-C the terminal signals us, and npm passes the signal on as well.
    if (stopping) return
    stopping = true
    announce()
    stopNow(stop).catch((error: unknown) => {
      stopWith(`Gatehouse did not stop cleanly: ${String(error)}`)
    })
  }
}

async function stopNow({ finish, close }: Stop): Promise<void> {
  await finish()
  for (const one of close) await Promise.race([one(), sleep(1000)])
  await closeDatabase()
  process.exit(0)
}

/** Lets the answers of `server` finish, for at most so many milliseconds. */
export async function finishAnswers(server: Server, graceMs: number): Promise<void> {
  // These answers would never end by themselves.
  stopWatching()
  const closed = new Promise((resolve) => server.close(resolve))
  const sweep = setInterval(() => server.closeIdleConnections(), 100)
  await Promise.race([closed, sleep(graceMs)])
  clearInterval(sweep)
  server.closeAllConnections()
}

/** Prints the reason, and exits with code 1. */
export function stopWith(text: string): never {
  process.stderr.write(`${text}\n`)
  process.exit(1)
}
