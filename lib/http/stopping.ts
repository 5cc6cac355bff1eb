/** Ends the process as an administrator wants it: answers are finished, the database is tidy. */
import type { Server } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { closeDatabase } from '@/db/connection'
import { stopWatching } from '@/lib/sessions/watch'
import { log } from '@/lib/telemetry/log'

interface Stop {
  server: Server
  /** How long answers under way may take to finish, in milliseconds. */
  graceMs: number
  /** What else there is to close. None of it may take longer than a second. */
  close: readonly (() => Promise<unknown>)[]
}

/** Stops on SIGINT and SIGTERM, with exit code 0. */
export function stopOnSignal(stop: Stop): void {
  let stopping = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      // npm passes a Ctrl-C on that the terminal has sent us as well.
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
  // These answers would never come to an end by themselves.
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

/** Says why in a sentence, and ends the process as failed. */
export function stopWith(text: string): never {
  process.stderr.write(`${text}\n`)
  process.exit(1)
}
