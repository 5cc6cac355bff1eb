'use client'

import { LOG_IN, REFRESH, withNext } from '@/lib/base/routes'
import { here, leaveForLogIn } from './leave'
import { onLogOut } from './log-out-form'
import { refreshOnce, type RefreshOutcome } from './refresh-once'
import { listenToTabs } from './tabs'

const INPUTS = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const
/** How long before expiry to refresh: a quarter of the token's time, at most 30 seconds. */
const MARGIN = { share: 0.25, mostMillis: 30_000 }
/** Pause before each retry while the outcome is unknown, in milliseconds. */
const RETRIES = [1000, 3000]
const OFFLINE_PAUSE_MILLIS = 30_000
/** Timers take a signed 32-bit number of milliseconds at most. */
const LONGEST_TIMER = 2 ** 31 - 1

/** Whether this tab was used since the last refresh. It survives when the page renders again. */
let used = false

/**
 * Refreshes the session of a tab in use shortly before the access token expires. An unattended tab
 * waits for the next input instead, so that the session reaches its idle limit.
 *
 * @param accessMillis how long the access token still lasts.
 * @returns a function that stops it.
 */
export function keepSignedIn(accessMillis: number): () => void {
  const stopped = new AbortController()
  const { signal } = stopped
  const keeper = new Keeper(signal)
  for (const type of INPUTS) {
    addEventListener(type, () => keeper.onInput(), { signal, passive: true, capture: true })
  }
  // The answer to a refresh must not replace a log-out that is on its way.
  onLogOut(stop, signal)
  const stopListening = listenToTabs((message) => {
    if (message.type === 'refreshed') keeper.onRefreshed(message.expiresAt)
  })
  keeper.learn(Date.now() + accessMillis)
  return stop

  function stop() {
    stopped.abort()
    stopListening()
    keeper.stop()
  }
}

class Keeper {
  readonly #stopped: AbortSignal
  #timer: ReturnType<typeof setTimeout> | undefined
  #learntAt = 0
  #expiresAt = 0
  #dueAt = 0
  #failures = 0
  #busy = false

  constructor(stopped: AbortSignal) {
    this.#stopped = stopped
  }

  stop() {
    clearTimeout(this.#timer)
  }

  /** Notes when the current access token expires. */
  learn(expiresAt: number) {
    this.#learntAt = Date.now()
    this.#expiresAt = expiresAt
    this.#failures = 0
    const left = expiresAt - this.#learntAt
    this.#waitUntil(expiresAt - Math.min(MARGIN.mostMillis, left * MARGIN.share))
  }

  onInput() {
    used = true
    if (Date.now() >= this.#dueAt) void this.#refresh()
  }

  /** A tab has refreshed the session for all of them. */
  onRefreshed(expiresAt: number) {
    used = false
    this.learn(expiresAt)
  }

  #waitUntil(point: number) {
    this.#dueAt = point
    clearTimeout(this.#timer)
    const wait = Math.min(Math.max(0, point - Date.now()), LONGEST_TIMER)
    this.#timer = setTimeout(() => this.#wake(), wait)
  }

  #wake() {
    if (Date.now() < this.#dueAt) this.#waitUntil(this.#dueAt)
    else if (used) void this.#refresh()
  }

  async #refresh() {
    if (this.#busy) return
    this.#busy = true
    const outcome = await refreshOnce(this.#learntAt)
    this.#busy = false
    if (!this.#stopped.aborted) this.#conclude(outcome)
  }

  #conclude(outcome: RefreshOutcome) {
    if (outcome.status === 'refreshed') {
      this.onRefreshed(outcome.expiresAt)
    } else if (outcome.status === 'ended') {
      leaveForLogIn('ended')
    } else if (outcome.status === 'none') {
      // Without a refresh token, the access token may still be valid: stay until it expires.
      if (Date.now() < this.#expiresAt) this.#waitUntil(this.#expiresAt)
      else location.replace(withNext(LOG_IN, here()))
    } else {
      this.#tryAgain()
    }
  }

  #tryAgain() {
    const pause = RETRIES[this.#failures++]
    if (pause !== undefined) this.#waitUntil(Date.now() + pause)
    // Offline, a navigation would only replace the page with the browser's own error.
    else if (!navigator.onLine) this.#waitUntil(Date.now() + OFFLINE_PAUSE_MILLIS)
    else location.assign(withNext(REFRESH, here()))
  }
}
