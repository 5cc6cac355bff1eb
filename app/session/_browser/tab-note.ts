'use client'

/** Why a script took this tab to the log-in page. `out`: this browser logged out. */
export type TabNote = 'ended' | 'out'

const MARK = 'gatehouse-note '

/**
 * Each tab has a note of its own, since many leave at once and would take each other's cookie. It is
 * in the tab's name: a log-out clears the storage of every tab, and may do so after this one has
 * written and before it has read.
 */
export function noteForThisTab(note: TabNote): void {
  window.name = MARK + note
}

/** The note that was left for this tab. It stays, since React may ask twice before it shows a page. */
export function readNote(): TabNote | null {
  const note = window.name.startsWith(MARK) ? window.name.slice(MARK.length) : null
  return note === 'ended' || note === 'out' ? note : null
}

/** Once the note is shown, nothing tells it again. */
export function forgetNote(): void {
  if (window.name.startsWith(MARK)) window.name = ''
}
