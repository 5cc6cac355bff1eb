/** The job that tells applications of ended sessions: woken by each ending, and swept. */
import { listenToEndings } from '@/db/connection'
import { findNextDue } from '@/db/queries/app-endings'
import { hasApps } from '@/db/queries/apps'
import { env } from '@/lib/base/env'
import type { UserId } from '@/lib/base/ids'
import { isUnavailable } from '@/lib/base/unavailable'
import { log } from '@/lib/telemetry/log'
import { noticeAll, noticeEndingsOf, noticeExpired, noticeSome } from './notice'
import { tellApps } from './sender'

/** Between two sweeps, in milliseconds. */
const SWEEP_MS = 60_000
/** Between two rounds, so that endings at once are noticed together. */
const LEAST_WAIT_MS = 50
/** After a round that failed. */
const RETRY_MS = 1000
/** An application that hangs must not hold up the notices to others. */
const MOST_SENDERS = 4

/**
 * Starts the job. Without an application it runs one small query a minute, and one for each ending.
 *
 * @returns how to stop; tries that are under way end first.
 */
export function startTelling(): () => Promise<void> {
  const job = new Job()
  const unfollow = listenToEndings((userId) => job.hear(userId))
  job.wake(0)
  return () => {
    unfollow()
    return job.stop()
  }
}

class Job {
  readonly #ended = new Set<UserId>()
  // Nothing is known of the time before this process.
  #mayAllHaveEnded = true
  #sweptTo = ''
  #sweptAt = performance.now()
  #timer: ReturnType<typeof setTimeout> | undefined
  #wakesAt = Infinity
  #round: Promise<void> | null = null
  readonly #senders = new Set<Promise<void>>()
  #isStopped = false

  hear(userId: UserId | null): void {
    if (userId === null) this.#mayAllHaveEnded = true
    else this.#ended.add(userId)
    this.wake(LEAST_WAIT_MS)
  }

  /** Runs a round by then, or earlier if it was to run earlier. */
  wake(millis: number): void {
    const at = performance.now() + millis
    if (this.#isStopped || at >= this.#wakesAt) return
    clearTimeout(this.#timer)
    this.#wakesAt = at
    this.#timer = setTimeout(() => {
      this.#wakesAt = Infinity
      // One that runs begins the next when it ends.
      this.#round ??= this.#run().finally(() => (this.#round = null))
    }, millis).unref()
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    clearTimeout(this.#timer)
    await this.#round
    await Promise.all(this.#senders)
  }

  /** Never throws: the next round does what this one could not. */
  async #run(): Promise<void> {
    const all = this.#mayAllHaveEnded
    const users = [...this.#ended]
    this.#mayAllHaveEnded = false
    this.#ended.clear()
    try {
      if (env().tokenAlgorithm !== 'HS256' && (await hasApps())) {
        await this.#notice(all, users)
        this.#send()
        await this.#wakeWhenDue()
      }
    } catch (err) {
      this.#mayAllHaveEnded ||= all
      for (const userId of users) this.#ended.add(userId)
      report(err)
      this.wake(RETRY_MS)
    }
    this.wake(this.#mayAllHaveEnded || this.#ended.size > 0 ? RETRY_MS : SWEEP_MS)
  }

  async #notice(all: boolean, users: readonly UserId[]): Promise<void> {
    const now = new Date()
    if (all) await noticeAll(now)
    else for (const userId of users) await noticeEndingsOf(userId, now)
    await noticeExpired(now)
    if (performance.now() - this.#sweptAt < SWEEP_MS) return
    this.#sweptAt = performance.now()
    this.#sweptTo = await noticeSome(this.#sweptTo, now)
  }

  #send(): void {
    if (this.#senders.size >= MOST_SENDERS) return
    const sender = tellApps()
      .then(() => this.#wakeWhenDue())
      .catch(report)
      .finally(() => this.#senders.delete(sender))
    this.#senders.add(sender)
  }

  async #wakeWhenDue(): Promise<void> {
    const due = await findNextDue()
    const millis = due ? due.getTime() - Date.now() : Infinity
    if (millis < SWEEP_MS) this.wake(Math.max(millis, LEAST_WAIT_MS))
  }
}

function report(err: unknown): void {
  // Requests report an outage.
  if (!isUnavailable(err)) log.error('Applications could not be told of ended sessions', { err })
}
