/** Caches data of the issuer that goes stale, and reloads it in time. */
import type { Clock, Moment } from './clock.js'

/** A loaded value. */
export interface Had<T> {
  readonly value: T
  /** How long it may be used from the moment of the request, in milliseconds. */
  readonly freshMs: number
}

export interface KeepOptions<T> {
  /** Loads the value; `last` is the one before. Throws if it is unavailable. */
  load: (last: T | null) => Promise<Had<T>>
  clock: Clock
  /** How long a stale value may be used while a new one is unavailable, in milliseconds. */
  maxStaleMs: number
}

export interface Kept<T> {
  /**
   * The value, no older than it may be. A fresh one is returned at once, and reloaded in the last
   * fifth of its time.
   *
   * @throws what `load` throws
   */
  read(): Promise<T>
  /** The value, no older than `maxAgeMs`. @throws what `load` throws */
  readSince(maxAgeMs: number): Promise<T>
}

const RELOAD_AT = 0.8
/** The least time between a failure and the next attempt, in milliseconds. */
const RETRY_MS = 1000

export function keep<T>({ load, clock, maxStaleMs }: KeepOptions<T>): Kept<T> {
  let held: (Had<T> & { readonly at: Moment }) | undefined
  let failed: { readonly error: unknown; readonly at: Moment } | undefined
  let loading: Promise<T> | undefined

  async function loadOnce(): Promise<T> {
    // Before the request: the answer may be as old as that.
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

  /** Simultaneous reads share one request. */
  async function reload(): Promise<T> {
    if (!loading && failed && clock.since(failed.at) < RETRY_MS) throw failed.error
    loading ??= loadOnce().finally(() => (loading = undefined))
    return loading
  }

  function reloadInBackground(): void {
    // A read that finds the value too old meets the same failure, and throws it.
    reload().catch(() => undefined)
  }

  async function read(): Promise<T> {
    const age = held ? clock.since(held.at) : Infinity
    if (held && age < held.freshMs) {
      if (age >= held.freshMs * RELOAD_AT) reloadInBackground()
      return held.value
    }
    if (failed && held && isUsable(held)) {
      reloadInBackground()
      return held.value
    }
    try {
      return await reload()
    } catch (error) {
      if (held && isUsable(held)) return held.value
      throw error
    }
  }

  function isUsable({ at, freshMs }: { at: Moment; freshMs: number }): boolean {
    return clock.since(at) < freshMs + maxStaleMs
  }

  return {
    read,
    async readSince(maxAgeMs) {
      return held && clock.since(held.at) < maxAgeMs ? held.value : reload()
    },
  }
}
