'use client'

import { LOG_IN, withNext } from '@/lib/base/routes'
import { noteForThisTab, type TabNote } from './tab-note'

/** Where this tab is, as a `next`. */
export function here(): string {
  return location.pathname + location.search
}

/** Takes everything off the screen: what follows may take a while, or fail. */
export function hidePage(): void {
  document.documentElement.hidden = true
}

/** Leaves for the log-in page, and leaves no way Back to this one. */
export function leaveForLogIn(note: TabNote): void {
  hidePage()
  noteForThisTab(note)
  location.replace(withNext(LOG_IN, here()))
}

/** Shows what the browser's cookies stand for now. */
export function showAnew(): void {
  hidePage()
  location.reload()
}
