'use client'

import { LOG_IN, withNext } from '@/lib/base/routes'
import { writeTabNote, type TabNote } from './tab-note'

/** This tab's path and query, as a `next`. */
export function here(): string {
  return location.pathname + location.search
}

/** Hides the page at once, because what follows may take a while or fail. */
export function hidePage(): void {
  document.documentElement.hidden = true
}

/** Leaves for the log-in page, so that Back does not return to this one. */
export function leaveForLogIn(note: TabNote): void {
  hidePage()
  writeTabNote(note)
  location.replace(withNext(LOG_IN, here()))
}

/** Reloads the page with the browser's current cookies. */
export function showAnew(): void {
  hidePage()
  location.reload()
}
