'use client'

/** Why a script took this tab to the log-in page. `out`: this browser logged out. */
export type TabNote = 'ended' | 'out'

const KEY = 'gatehouse-note'

/** Each tab has a note of its own, since many leave at once and would take each other's cookie. */
export function noteForThisTab(note: TabNote): void {
  try {
    sessionStorage.setItem(KEY, note)
  } catch {
    // Where nothing may be stored, the page says nothing.
  }
}

/** The note that was left for this tab; it is gone once it is read. */
export function takeNote(): TabNote | null {
  try {
    const note = sessionStorage.getItem(KEY)
    sessionStorage.removeItem(KEY)
    return note === 'ended' || note === 'out' ? note : null
  } catch {
    return null
  }
}
