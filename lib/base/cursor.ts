/** Cursors, as clients get them: opaque text that says where the next page of a list starts. */
import { z } from 'zod'
import { decodeJson, encodeJson } from './json'
import { MAX_TIME } from './time'

const MAX_LENGTH = 1000
const ID = /^[\w-]{5,60}$/

export function encodeCursor(...values: readonly (string | number)[]): string {
  return encodeJson(values)
}

/** Null for any other text: the list then starts at its first page. */
export function decodeCursor<T>(text: string | null, schema: z.ZodType<T>): T | null {
  if (!text || text.length > MAX_LENGTH) return null
  return schema.safeParse(decodeJson(text)).data ?? null
}

/** The cursor of a list by time. */
export function encodeTimeCursor({ at, id }: { at: Date; id: string }): string {
  return encodeCursor(at.getTime(), id)
}

/** @param prefix the kind of ids in the list */
export function decodeTimeCursor(
  text: string | null,
  prefix: 'app' | 'evt' | 'inc' | 'mail' | 'ses' | 'usr',
): { at: Date; id: string } | null {
  const time = z.int().nonnegative().max(MAX_TIME)
  const found = decodeCursor(text, z.tuple([time, z.string().regex(ID).startsWith(`${prefix}_`)]))
  return found && { at: new Date(found[0]), id: found[1] }
}
