/** Reads the details of an event. */

export type Details = Record<string, string | number | boolean>

/** Empty if `stored` is not an object: one bad row must not break lists and statistics. */
export function parseDetails(stored: string | null): Details {
  if (stored === null) return {}
  let value: unknown
  try {
    value = JSON.parse(stored)
  } catch {
    return {}
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {}
  return Object.fromEntries(Object.entries(value).filter(isDetail))
}

function isDetail(entry: [string, unknown]): entry is [string, Details[string]] {
  return ['string', 'number', 'boolean'].includes(typeof entry[1])
}
