'use client'

import { hidePage, showAnew } from './leave'

/**
 * Never shows a page from the back/forward cache, since its session may have ended meanwhile. The
 * page is hidden before it is cached, and reloaded when it comes back.
 */
export function reloadCachedPages(signal: AbortSignal): void {
  addEventListener('pagehide', (event) => event.persisted && hidePage(), { signal })
  addEventListener('pageshow', (event) => event.persisted && showAnew(), { signal })
}
