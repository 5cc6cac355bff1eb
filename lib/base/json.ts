/** Reads JSON that others may have written. */
import { base64url } from 'jose'

/** The value in `json`; undefined if it is not valid JSON in UTF-8. */
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
