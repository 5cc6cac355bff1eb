'use client'

import { hidePage, showAnew } from './leave'

/**
 * Lets nobody see a page that the browser kept whole for Back and Forward: it may be older than the
 * session's end. It is put away hidden, and is loaded anew when it comes back.
 */
export function neverShowKept(signal: AbortSignal): void {
  addEventListener('pagehide', (event) => event.persisted && hidePage(), { signal })
  addEventListener('pageshow', (event) => event.persisted && showAnew(), { signal })
}
