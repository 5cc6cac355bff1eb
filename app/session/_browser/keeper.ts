'use client'

import { LOG_IN, REFRESH, withNext } from '@/lib/base/routes'
import { here, leaveForLogIn } from './leave'
import { onLogOut } from './log-out-form'
import { refreshOnce, type RefreshOutcome } from './refresh-once'
import { listenToTabs } from './tabs'

const INPUTS = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const
/** How long before its end a token is renewed: a quarter of what is left, 30 seconds at most. */
const SPARE = { share: 0.25, mostMillis: 30_000 }
/** Waits before each new try while the server's answer says nothing, in milliseconds. */
const RETRIES = [1000, 3000]
const OFFLINE_PAUSE_MILLIS = 30_000
/** Timers take no more than a signed 32-bit number. */
const LONGEST_TIMER = 2 ** 31 - 1

/** Whether this tab was used since the last refresh. It outlives a new rendering of the page. */
let used = false

/**
 * Renews the session of a tab in use shortly before the access token ends. An unattended tab waits
 * for the next input instead: it must not outlive the session's idle limit.
 *
 * @param accessMillis how long the access token still lasts.
 * @returns how to stop.
 */
export function keepSignedIn(accessMillis: number): () => void {
  const stopped = new AbortController()
  const { signal } = stopped
  const keeper = new Keeper(signal)
  for (const type of INPUTS) {
    addEventListener(type, () => keeper.onInput(), { signal, passive: true, capture: true })
  }
  // The answer to a refresh under way must not take the place of the log-out that is on its way.
  onLogOut(stop, signal)
  const hangUp = listenToTabs((message) => {
    if (message.type === 'refreshed') keeper.onRefreshed(message.expiresAt)
  })
  keeper.learn(Date.now() + accessMillis)
  return stop

  function stop() {
    stopped.abort()
    hangUp()
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

  /** Takes in when the present access token ends. */
  learn(expiresAt: number) {
    this.#learntAt = Date.now()
    this.#expiresAt = expiresAt
    this.#failures = 0
    const left = expiresAt - this.#learntAt
    this.#waitUntil(expiresAt - Math.min(SPARE.mostMillis, left * SPARE.share))
  }

  onInput() {
    used = true
    if (Date.now() >= this.#dueAt) void this.#renew()
  }

  /** Another tab has renewed the session for all of them. */
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
    else if (used) void this.#renew()
  }

  async #renew() {
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
      // The access token may still be good without the other: nothing is lost before its end.
      if (Date.now() < this.#expiresAt) this.#waitUntil(this.#expiresAt)
      else location.replace(withNext(LOG_IN, here()))
    } else {
      this.#tryAgain()
    }
  }

  #tryAgain() {
    const pause = RETRIES[this.#failures++]
    if (pause !== undefined) this.#waitUntil(Date.now() + pause)
    // Offline, a navigation would only trade the page for the browser's own error.
    else if (!navigator.onLine) this.#waitUntil(Date.now() + OFFLINE_PAUSE_MILLIS)
    else location.assign(withNext(REFRESH, here()))
  }
}
