'use client'

/** Why a script took this tab to the log-in page. `out`: this browser logged out. */
export type TabNote = 'ended' | 'out'

const MARK = 'gatehouse-note '

/**
 * Each tab has its own note, because many leave at once and would consume each other's cookie. The
 * tab's name holds it: a log-out clears the storage of every tab, perhaps between this tab's write
 * and read.
 */
export function writeTabNote(note: TabNote): void {
  window.name = MARK + note
}

/** This tab's note. Reading keeps it, since React may render twice before it shows a page. */
export function readNote(): TabNote | null {
  const note = window.name.startsWith(MARK) ? window.name.slice(MARK.length) : null
  return note === 'ended' || note === 'out' ? note : null
}

/** Removes the note once it is shown. */
export function clearTabNote(): void {
  if (window.name.startsWith(MARK)) window.name = ''
}
