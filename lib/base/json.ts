/** Reads JSON that may be damaged, or written by others. */
import { base64url } from 'jose'

/**
 * The value in `json`; undefined if it is not valid JSON in UTF-8.
 *
 * Text of our own database is read with it too. Where that is damaged, callers go on with the value
 * that grants and shows least: no permission, no service, no details, no key. One damaged row then
 * breaks no page, and opens nothing.
 */
export function parseJson(json: string | Uint8Array): unknown {
  try {
    const isText = typeof json === 'string'
    return JSON.parse(isText ? json : new TextDecoder('utf-8', { fatal: true }).decode(json))
  } catch {
    return undefined
  }
}

/** `value` as JSON in base64url, for URLs and cookies. */
export function encodeJson(value: unknown): string {
  return base64url.encode(JSON.stringify(value))
}

/** The reverse of `encodeJson`; undefined for any other text. */
export function decodeJson(text: string): unknown {
  try {
    return parseJson(base64url.decode(text))
  } catch {
    return undefined
  }
}
