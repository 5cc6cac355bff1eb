/** Brings the target of a request into the one form that all later code reads. */
import type { IncomingMessage } from 'node:http'

const ABSOLUTE = /^https?:\/\/(?<host>[^/?#]*)(?<rest>[^#]*)/i

/**
 * Turns a full URL in the request line, which clients may send to any server, into `Host` and a
 * path; the host in the URL overrides the header. Removes `..` from the path, as Next.js does before
 * it chooses a page: our rules for paths must not see another one.
 *
 * @see RFC 9112 §3.2.2, RFC 3986 §5.2.4
 */
export function readTarget(req: IncomingMessage): void {
  const { host, rest = '' } = ABSOLUTE.exec(req.url ?? '')?.groups ?? {}
  if (host !== undefined) {
    req.headers.host = host
    const isServer = req.method === 'OPTIONS' && rest === ''
    req.url = isServer ? '*' : rest.startsWith('/') ? rest : `/${rest}`
  }
  const sent = pathOf(req)
  const full = `http://localhost${sent}`
  if (!sent.startsWith('/') || !URL.canParse(full)) return
  req.url = new URL(full).pathname + (req.url ?? '').slice(sent.length)
}

/** True for a request about the server as a whole. @see RFC 9110 §9.3.7 */
export function asksAboutServer({ method, url }: IncomingMessage): boolean {
  return method === 'OPTIONS' && url === '*'
}

export function hasQuery({ url = '' }: IncomingMessage): boolean {
  return url.includes('?')
}

/** The path without the query. */
export function pathOf({ url = '' }: IncomingMessage): string {
  return url.split('?', 1)[0] ?? ''
}
