'use client'

import { LOG_IN, withNext } from '@/lib/routes'

/** `out`: this browser logged out. */
export type Reason = 'ended' | 'out'

/** Where this tab is, as a `next`. */
export function here(): string {
  return location.pathname + location.search
}

/** Takes everything off the screen: what follows may take a while, or fail. */
export function hidePage(): void {
  document.documentElement.hidden = true
}

/** Leaves for the log-in page, and leaves no way Back to this one. */
export function leaveForLogIn(reason: Reason): void {
  hidePage()
  location.replace(`${withNext(LOG_IN, here())}&reason=${reason}`)
}

/** Shows what the browser's cookies stand for now. */
export function showAnew(): void {
  hidePage()
  location.reload()
}
