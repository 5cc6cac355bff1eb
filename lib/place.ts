/** The cursor of a list by time, as part of a URL. */
import type { Place } from '@/db/queries/pages'
import { MAX_TIME } from '@/lib/base/time'

export function writePlace({ at, id }: Place): string {
  return `${at.getTime()}-${id}`
}

/** Null for any other text: the list then starts at its first page. */
export function readPlace(text: string | null, kind: 'inc' | 'ses'): Place | null {
  const [, millis, id] = /^(\d{1,15})-([a-z]{3}_[\w-]{1,40})$/.exec(text ?? '') ?? []
  if (!millis || !id?.startsWith(`${kind}_`) || Number(millis) > MAX_TIME) return null
  return { at: new Date(Number(millis)), id }
}
