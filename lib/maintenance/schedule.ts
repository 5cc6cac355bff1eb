/** Runs the jobs of this process; times.ts says how often. */
import { createCheckpoint, newestCheckpoint } from '@/lib/audit/checkpoint'
import { sealEvents } from '@/lib/audit/seal'
import { countHours } from '@/lib/audit/seal-and-count'
import { addSeconds, HOUR } from '@/lib/base/time'
import { isUnavailable } from '@/lib/base/unavailable'
import { tendKeys } from '@/lib/keys/tend'
import { measureNotices } from '@/lib/oauth/endings/measure'
import { measureQueue } from '@/lib/mail/measure-queue'
import { mailMode } from '@/lib/mail/mode'
import { noticeEvents } from '@/lib/mail/notices'
import { sendMails } from '@/lib/mail/sender'
import { startTelling } from '@/lib/oauth/endings/job'
import { takeAttempt } from '@/lib/rate-limits/take'
import { hourOf, activeHours } from '@/lib/statistics/counting'
import { log } from '@/lib/telemetry/log'
import { purgeExpired } from './purge'
import { CHECKPOINT_EVERY, MAIL_EVERY, PURGE_EVERY, SEAL_EVERY, TEND_KEYS_EVERY } from './times'

/** Two rounds of a job are never quite as far apart as they should be. */
const SLACK_SECONDS = 10

/**
 * Starts every job. Each instance runs all of them: one seals, rotates or purges, and the others
 * find nothing left to do.
 *
 * @returns how to stop: the last events are sealed and signed then, if the database is available.
 */
export function startJobs(): () => Promise<void> {
  const stopSealing = startSealing()
  const stopTending = repeat(TEND_KEYS_EVERY, tendKeys)
  const stopPurging = repeat(PURGE_EVERY, purge)
  measureQueue()
  measureNotices()
  const stopMailing = mailMode() === 'none' ? () => undefined : repeat(MAIL_EVERY, oneAtATime(mail))
  const stopTelling = startTelling()
  return async () => {
    stopTending()
    stopPurging()
    stopMailing()
    await stopTelling()
    await stopSealing()
  }
}

/** Runs `job`, which must not throw, now and every so many seconds. Returns how to stop. */
function repeat(seconds: number, job: () => Promise<void>): () => void {
  void job()
  const timer = setInterval(() => void job(), seconds * 1000)
  timer.unref()
  return () => clearInterval(timer)
}

/** Notices first, so that they leave in the same round. */
async function mail(): Promise<void> {
  await noticeEvents()
  await sendMails()
}

/** Leaves a round out while the one before still runs. */
function oneAtATime(job: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined
  return () => (running ??= job().finally(() => (running = undefined)))
}

async function purge(): Promise<void> {
  try {
    const ran = await oncePer(PURGE_EVERY - SLACK_SECONDS, 'purge', () => purgeExpired(new Date()))
    log.debug(ran ? 'Old rows were removed' : 'Old rows are removed by another copy')
  } catch (err) {
    log.error('Old rows could not be removed, trying again in an hour', { err })
  }
}

/**
 * Runs `work` unless an instance on this database has begun it within `seconds`: they share a
 * counter that allows one attempt. If that instance dies, the work is done in the next round.
 *
 * @returns whether it ran here.
 * @throws Unavailable
 */
export async function oncePer(
  seconds: number,
  job: string,
  work: () => Promise<void>,
): Promise<boolean> {
  const wait = await takeAttempt([{ limit: { name: 'job', tries: 1, seconds }, key: [job] }])
  if (wait !== null) return false
  await work()
  return true
}

/** Seals events; when it is time for a checkpoint, also counts the sessions in use. */
function startSealing(): () => Promise<void> {
  const now = new Date()
  // A process that was killed may have left these uncounted.
  const hours = new Set([hourOf(now), hourOf(addSeconds(now, -HOUR))].map(Number))
  let checkedAt = 0
  let running: Promise<void> | undefined

  const round = async (isLast: boolean) => {
    await sealEvents((events) => activeHours(events).forEach((hour) => hours.add(hour)))
    if (!isLast && performance.now() - checkedAt < CHECKPOINT_EVERY * 1000) return
    checkedAt = performance.now()
    await countHours(hours)
    await signUnlessSigned(isLast)
  }
  const run = (isLast = false) =>
    round(isLast).catch((err: unknown) => {
      // Requests report an outage; the next round seals what this one missed.
      if (!isUnavailable(err)) log.error('The audit log could not be sealed', { err })
    })
  const timer = setInterval(() => {
    running ??= run().finally(() => (running = undefined))
  }, SEAL_EVERY * 1000)
  timer.unref()

  return async () => {
    clearInterval(timer)
    await running
    await run(true)
  }
}

/** Makes a checkpoint, unless another instance has just made one. */
async function signUnlessSigned(isLast: boolean): Promise<void> {
  const newest = await newestCheckpoint()
  const age = newest ? Date.now() - newest.createdAt.getTime() : Infinity
  // A negative age means that the clock was set back.
  if (!isLast && age >= 0 && age < (CHECKPOINT_EVERY - SLACK_SECONDS) * 1000) return
  await createCheckpoint()
}
