/** Limits attempts at work that takes a hash. */
import { transaction } from '@/db/connection'
import { HashingBusy } from '@/lib/passwords/worker-pool'
import { giveBack, takeAttempt, type Take } from './take'

export interface Throttled {
  readonly ok: false
  readonly reason: 'too-many-tries'
  readonly retryAt: Date
}

/** More hashes are waiting than can be computed in good time. */
export interface Busy {
  readonly ok: false
  readonly reason: 'too-busy'
}

/**
 * Counts an attempt against each limit, and does the work if all of them allow it. An attempt that
 * found the threads busy does not count.
 *
 * @throws Unavailable
 */
export async function tried<Result>(
  takes: readonly Take[],
  now: Date,
  work: () => Promise<Result>,
): Promise<Result | Throttled | Busy> {
  const wait = await takeAttempt(takes)
  if (wait !== null) return throttled(wait, now)
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof HashingBusy)) throw error
    await transaction({ locks: 'none' }, () => giveBack(takes))
    return { ok: false, reason: 'too-busy' }
  }
}

/** @param wait in milliseconds */
export function throttled(wait: number, now: Date): Throttled {
  return { ok: false, reason: 'too-many-tries', retryAt: new Date(now.getTime() + wait) }
}
