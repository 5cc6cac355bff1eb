'use client'

import { ENDS_SESSION } from '@/lib/base/forms'
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

/**
 * Calls `sent` when a form is sent whose action ends this session, if it does not refuse: its own
 * answer leads to the log-in page, or brings the cookies of a new session and shows the outcome.
 */
export function onEndingAction(sent: (form: HTMLFormElement) => void, signal: AbortSignal): void {
  const onSubmit = ({ target }: Event) => {
    if (target instanceof HTMLFormElement && target.elements.namedItem(ENDS_SESSION)) sent(target)
  }
  addEventListener('submit', onSubmit, { signal })
}
