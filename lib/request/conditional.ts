/** Saves clients from downloading an unchanged answer again. */
import 'server-only'
import { createHash } from 'node:crypto'

/**
 * Answers with `body`, or with 304 when the client already has it.
 *
 * @see RFC 9110 §13.1.2
 */
export function unlessNotModified(
  request: Request,
  body: string,
  headers: Record<string, string>,
): Response {
  const etag = `"${createHash('sha256').update(body).digest('base64url')}"`
  const init = { headers: { ...headers, ETag: etag } }
  return isKnown(request.headers.get('if-none-match'), etag)
    ? new Response(null, { status: 304, ...init })
    : new Response(body, init)
}

/** A weak comparison, since a proxy that compresses the answer makes the ETag weak. */
function isKnown(known: string | null, etag: string): boolean {
  const etags = known?.split(',').map((one) => one.trim().replace(/^W\//, '')) ?? []
  return etags.includes(etag) || etags[0] === '*'
}
