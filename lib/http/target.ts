/** Brings the target of a request into the one form that all later code reads. */
import type { IncomingMessage } from 'node:http'

const ABSOLUTE = /^https?:\/\/(?<host>[^/?#]*)(?<rest>[^#]*)/i

/**
 * Turns a full URL in the request line, which clients may send to any server, into `Host` and a
 * path. The host in the URL overrides the header.
 *
 * @see RFC 9112 §3.2.2
 */
export function readTarget(req: IncomingMessage): void {
  const { host, rest = '' } = ABSOLUTE.exec(req.url ?? '')?.groups ?? {}
  if (host === undefined) return
  req.headers.host = host
  const isServer = req.method === 'OPTIONS' && rest === ''
  req.url = isServer ? '*' : rest.startsWith('/') ? rest : `/${rest}`
}

/** True for a request about the server as a whole. @see RFC 9110 §9.3.7 */
export function asksAboutServer({ method, url }: IncomingMessage): boolean {
  return method === 'OPTIONS' && url === '*'
}

/** The path as Next.js reads it: without `..` in any spelling, and without the query. */
export function pathOf({ url = '' }: IncomingMessage): string {
  const full = `http://localhost${url}`
  return url.startsWith('/') && URL.canParse(full) ? new URL(full).pathname : ''
}
