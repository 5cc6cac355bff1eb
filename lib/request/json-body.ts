/** Reads the bodies of API requests. */
import 'server-only'
import type { z } from 'zod'
import { faultsIn } from '@/lib/api/faults'
import type { Fault, ProblemCode } from '@/lib/api/problems'
import { parseJson } from '@/lib/base/json'
import { wordsIn } from '@/lib/words/catalogues'
import { localeFor } from './problem'

const MAX_BYTES = 16 * 1024

export type ReadBody =
  | { ok: true; value: unknown }
  | { ok: false; code: ProblemCode; faults?: readonly Fault[] }

/** The body of `request`, as `schema` parses it. */
export async function readBody(
  request: Request,
  schema: z.ZodType,
  takesForms: boolean,
): Promise<ReadBody> {
  const type = request.headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase()
  const isForm = takesForms && type === 'application/x-www-form-urlencoded'
  if (!isForm && type !== 'application/json') return { ok: false, code: 'unsupported-media-type' }
  // A compressed body is not decompressed here, so it would look like invalid JSON.
  const coding = request.headers.get('content-encoding')?.trim().toLowerCase() ?? ''
  if (coding !== '' && coding !== 'identity') return { ok: false, code: 'unsupported-media-type' }
  if (Number(request.headers.get('content-length')) > MAX_BYTES) {
    return { ok: false, code: 'too-large' }
  }
  const text = await textOf(request)
  const sent = text === null ? undefined : isForm ? formIn(text) : jsonIn(text)
  if (sent === undefined) {
    const { notForm, notJson } = wordsIn(localeFor(request)).problems.faults
    return refused([{ field: '', message: isForm ? notForm : notJson }])
  }
  const parsed = schema.safeParse(sent)
  if (parsed.success) return { ok: true, value: parsed.data }
  return refused(faultsIn(sent, parsed.error.issues, localeFor(request)))
}

function refused(faults: readonly Fault[]): ReadBody {
  return { ok: false, code: 'invalid-request', faults }
}

async function textOf(request: Request): Promise<string | null> {
  const bytes = await request.arrayBuffer()
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/**
 * Undefined for invalid JSON, and for JSON that repeats a member name: two parsers could read it
 * differently.
 */
function jsonIn(text: string): unknown {
  const value = parseJson(text)
  return value === undefined || hasRepeatedName(text) ? undefined : value
}

/** True when a member name occurs twice. Our bodies do not nest objects, so all names differ. */
function hasRepeatedName(json: string): boolean {
  const names = [...json.matchAll(/("(?:[^"\\]|\\.)*")(\s*:)?/g)].flatMap(([, name = '', colon]) =>
    colon === undefined ? [] : [parseJson(name)],
  )
  return new Set(names).size < names.length
}

function formIn(text: string): unknown {
  const fields = [...new URLSearchParams(text)]
  const isRepeated = new Set(fields.map(([name]) => name)).size < fields.length
  return isRepeated ? undefined : Object.fromEntries(fields)
}
