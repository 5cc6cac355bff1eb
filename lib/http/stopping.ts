/** Stops the process cleanly: finishes answers, then closes the database. */
import type { Server } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { closeDatabase } from '@/db/connection'
import { stopWatching } from '@/lib/sessions/watch'
import { log } from '@/lib/telemetry/log'

interface Stop {
  server: Server
  /** How long answers in progress may take to finish, in milliseconds. */
  graceMs: number
  /** Closes everything else. None of these may take longer than a second. */
  close: readonly (() => Promise<unknown>)[]
}

/** Stops on SIGINT and SIGTERM, with exit code 0. */
export function stopOnSignal(stop: Stop): void {
  let stopping = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      // On Ctrl-C the terminal signals us, and npm passes the signal on as well.
      if (stopping) return
      stopping = true
      stopNow(stop).catch((error: unknown) => {
        stopWith(`Gatehouse did not stop cleanly: ${String(error)}`)
      })
    })
  }
}

async function stopNow({ server, graceMs, close }: Stop): Promise<void> {
  log.info('Gatehouse is stopping …')
  // These answers would never end by themselves.
  stopWatching()
  const closed = new Promise((resolve) => server.close(resolve))
  const sweep = setInterval(() => server.closeIdleConnections(), 100)
  await Promise.race([closed, sleep(graceMs)])
  clearInterval(sweep)
  server.closeAllConnections()
  for (const one of close) await Promise.race([one(), sleep(1000)])
  await closeDatabase()
  process.exit(0)
}

/** Prints the reason, and exits with code 1. */
export function stopWith(text: string): never {
  process.stderr.write(`${text}\n`)
  process.exit(1)
}
