'use client'

import { ACCOUNT_MENU } from './account-menu-id'

/** Closes the account menu when the user presses Escape, or clicks or moves the focus elsewhere. */
export function closeAccountMenuFromOutside(signal: AbortSignal): void {
  const closeIfOutside = ({ target }: Event) => {
    const menu = openMenu()
    if (target instanceof Node && menu && !menu.contains(target)) menu.open = false
  }
  const close = (event: KeyboardEvent) => {
    const menu = openMenu()
    if (event.key !== 'Escape' || !menu) return
    menu.open = false
    menu.querySelector('summary')?.focus()
  }
  addEventListener('click', closeIfOutside, { signal })
  addEventListener('focusin', closeIfOutside, { signal })
  addEventListener('keydown', close, { signal })
}

/** Closes it after a link has led to another page. */
export function closeAccountMenu(): void {
  const menu = openMenu()
  if (menu) menu.open = false
}

function openMenu(): HTMLDetailsElement | null {
  const menu = document.getElementById(ACCOUNT_MENU)
  return menu instanceof HTMLDetailsElement && menu.open ? menu : null
}
