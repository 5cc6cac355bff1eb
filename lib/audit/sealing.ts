/** Seals what happens on this installation, for as long as this process runs. */
import { hourOf, hoursOfUse } from '@/lib/statistics/counting'
import { log } from '@/lib/telemetry/log'
import { after, HOUR, MINUTE } from '@/lib/base/time'
import { isUnavailable } from '@/lib/base/unavailable'
import { makeCheckpoint, newestCheckpoint } from './checkpoint'
import { sealEvents } from './seal'
import { countHours } from './seal-and-count'

/** How soon an event is in the chain, in milliseconds. */
const SEAL_MS = 2000
const MINUTE_MS = MINUTE * 1000
/** The least time between two checkpoints: a little less than that between two turns. */
const CHECKPOINT_STEP_MS = MINUTE_MS - 10_000

/**
 * Seals events every other second, and each minute in which there were any signs a checkpoint and
 * counts the sessions in use. Any number of processes may do so at once.
 *
 * @returns how to stop: the last events are sealed and signed then, if the database lets us.
 */
export function startSealing(): () => Promise<void> {
  const now = new Date()
  // A process that was killed may have left these uncounted.
  const hours = new Set([hourOf(now), hourOf(after(now, -HOUR))].map(Number))
  let checkedAt = 0
  let running: Promise<void> | undefined

  const round = async (isLast: boolean) => {
    await sealEvents((events) => hoursOfUse(events).forEach((hour) => hours.add(hour)))
    if (!isLast && performance.now() - checkedAt < MINUTE_MS) return
    checkedAt = performance.now()
    await countHours(hours)
    await checkpoint(isLast)
  }
  const run = (isLast = false) =>
    round(isLast).catch((err: unknown) => {
      // An outage is reported by whoever is asked for something; the next turn makes good for it.
      if (!isUnavailable(err)) log.error('The audit log could not be sealed', { err })
    })
  const timer = setInterval(() => {
    running ??= run().finally(() => (running = undefined))
  }, SEAL_MS)
  timer.unref()

  return async () => {
    clearInterval(timer)
    await running
    await run(true)
  }
}

async function checkpoint(isLast: boolean): Promise<void> {
  const newest = await newestCheckpoint()
  const age = newest ? Date.now() - newest.createdAt.getTime() : Infinity
  // Another process has made one a moment ago. A negative age tells of a clock that was set back.
  if (!isLast && age >= 0 && age < CHECKPOINT_STEP_MS) return
  await makeCheckpoint()
}
