import type { Metadata } from 'next'

/** The same for everyone and everywhere: it tells nothing of what there may be. */
export const NOT_FOUND = {
  page: 'Page not found',
  title: 'There is no door here',
  message: 'This page does not exist, or it is not yours to see.',
}

/** What Next.js says at the top of an answer of 404, before any script has run. */
export const NOT_FOUND_METADATA: Metadata = {
  title: { absolute: `${NOT_FOUND.page} · Gatehouse` },
}
