/** Answers that whoever asks again need not fetch again. */
import 'server-only'
import { createHash } from 'node:crypto'

/**
 * Answers with `body`, or with 304 to whoever has it already.
 *
 * @see RFC 9110 §13.1.2
 */
export function unlessKnown(
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

/** Compared weakly: what compresses on the way marks our strong name as a weak one. */
function isKnown(known: string | null, etag: string): boolean {
  const names = known?.split(',').map((name) => name.trim().replace(/^W\//, '')) ?? []
  return names.includes(etag) || names[0] === '*'
}
