'use client'

import { END } from '@/lib/base/routes'

/**
 * Calls `leaving` when a form that ends sessions is sent: from then on nothing else may navigate
 * this tab, or the form might never arrive.
 *
 * @param leaving receives whether this browser's own session is among those that end.
 */
export function onLogOut(leaving: (own: boolean) => void, signal: AbortSignal): void {
  const onSubmit = ({ target }: Event) => {
    if (!(target instanceof HTMLFormElement)) return
    // A field named "action" would hide the property.
    const url = new URL(target.getAttribute('action') ?? '', location.href)
    if (url.pathname === END) leaving(new FormData(target).get('scope') !== 'others')
  }
  addEventListener('submit', onSubmit, { signal })
}
