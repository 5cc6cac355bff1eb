/** Reads the details of an event. */
import { parseJson } from '@/lib/base/json'

export type Details = Record<string, string | number | boolean>

/** Empty if `stored` is not an object. */
export function parseDetails(stored: string | null): Details {
  const value = stored === null ? null : parseJson(stored)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {}
  return Object.fromEntries(Object.entries(value).filter(isDetail))
}

function isDetail(entry: [string, unknown]): entry is [string, Details[string]] {
  return ['string', 'number', 'boolean'].includes(typeof entry[1])
}
