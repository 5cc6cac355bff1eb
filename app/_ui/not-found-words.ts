import type { Metadata } from 'next'

/** The same everywhere, so that it does not reveal what exists. */
export const NOT_FOUND = {
  page: 'Page not found',
  title: 'There is no door here',
  message: 'This page does not exist, or it is not yours to see.',
}

/** The title of a 404 before any script has run. */
export const NOT_FOUND_METADATA: Metadata = {
  title: { absolute: `${NOT_FOUND.page} · Gatehouse` },
}
