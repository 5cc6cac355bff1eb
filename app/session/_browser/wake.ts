'use client'

const TICK_MS = 5000
/** A tick this late means that the device slept: in a visible tab, timers are only seconds late. */
const GAP_MS = 20_000

/**
 * Calls `wake` whenever this tab may have missed something: it becomes visible or unfrozen, the
 * network is back, or the device has slept.
 */
export function onWake(wake: () => void, signal: AbortSignal): void {
  document.addEventListener('visibilitychange', () => isVisible() && wake(), { signal })
  document.addEventListener('resume', wake, { signal })
  addEventListener('online', wake, { signal })

  let last = Date.now()
  const tick = () => {
    const now = Date.now()
    if (now - last > GAP_MS) wake()
    last = now
  }
  const timer = setInterval(tick, TICK_MS)
  signal.addEventListener('abort', () => clearInterval(timer))
}

/** False also for a prerendered page. */
export function isVisible(): boolean {
  return document.visibilityState === 'visible'
}
