/** Keeps something of the issuer's that goes stale, and gets it anew in time. */
import type { Clock, Moment } from './clock.js'

/** Something that was had, and what is known of it. */
export interface Had<T> {
  readonly value: T
  /** How long it may be used from the moment it was asked for, in milliseconds. */
  readonly freshMs: number
}

export interface KeepOptions<T> {
  /** Gets it; `last` is what was had before. Throws when it cannot be had. */
  load: (last: T | null) => Promise<Had<T>>
  clock: Clock
  /** How long it may be used beyond its time while it cannot be had anew, in milliseconds. */
  maxStaleMs: number
}

export interface Kept<T> {
  /**
   * The value, no older than it may be. Nobody waits while it is fresh: the last fifth of its time is
   * for getting the next one.
   *
   * @throws what `load` throws
   */
  read(): Promise<T>
  /** The value, no older than `maxAgeMs` as well. @throws what `load` throws */
  readSince(maxAgeMs: number): Promise<T>
}

const RENEW_AT = 0.8
/** The least time between a failure and the next try, in milliseconds. */
const RETRY_MS = 1000

export function keep<T>({ load, clock, maxStaleMs }: KeepOptions<T>): Kept<T> {
  let held: (Had<T> & { readonly at: Moment }) | undefined
  let failed: { readonly error: unknown; readonly at: Moment } | undefined
  let loading: Promise<T> | undefined

  async function loadOnce(): Promise<T> {
    // Before asking: the answer may be as old as the question.
    const at = clock.moment()
    try {
      held = { ...(await load(held ? held.value : null)), at }
      failed = undefined
      return held.value
    } catch (error) {
      failed = { error, at: clock.moment() }
      throw error
    }
  }

  /** However many ask at once, the issuer is asked once. */
  async function renew(): Promise<T> {
    if (!loading && failed && clock.since(failed.at) < RETRY_MS) throw failed.error
    loading ??= loadOnce().finally(() => (loading = undefined))
    return loading
  }

  function renewMeanwhile(): void {
    // Whoever finds it too old will meet the same failure, and tell of it.
    renew().catch(() => undefined)
  }

  async function read(): Promise<T> {
    const age = held ? clock.since(held.at) : Infinity
    if (held && age < held.freshMs) {
      if (age >= held.freshMs * RENEW_AT) renewMeanwhile()
      return held.value
    }
    if (failed && held && isBearable(held)) {
      renewMeanwhile()
      return held.value
    }
    try {
      return await renew()
    } catch (error) {
      if (held && isBearable(held)) return held.value
      throw error
    }
  }

  function isBearable({ at, freshMs }: { at: Moment; freshMs: number }): boolean {
    return clock.since(at) < freshMs + maxStaleMs
  }

  return {
    read,
    async readSince(maxAgeMs) {
      return held && clock.since(held.at) < maxAgeMs ? held.value : renew()
    },
  }
}
