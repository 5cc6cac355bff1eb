/** Which requests are turned away before Next.js sees them. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Settings } from '@/lib/env'
import { hostNamed } from '@/lib/origin'
import { isHealthPath, METRICS } from '@/lib/routes'

/** The most a request may carry; forms and JSON of ours are far smaller. */
const MAX_BODY_BYTES = 64 * 1024
/** Whatever else there is, TRACE for one, nothing here has a use for. */
const METHODS: ReadonlySet<string> = new Set([
  'GET',
  'HEAD',
  'OPTIONS',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
])

/** True when the request may go on; else it has been answered. */
export function admit(
  req: IncomingMessage,
  res: ServerResponse,
  { isOwn, settings }: { isOwn: boolean; settings: Settings },
): boolean {
  const refusal = refusalOf(req, isOwn, settings)
  if (!refusal) return true
  if ('goTo' in refusal) {
    res.writeHead(307, { location: refusal.goTo, 'cache-control': 'no-store' }).end()
  } else {
    refuse(res, refusal.status, refusal.text)
  }
  return false
}

/** Answers with one sentence and closes the connection. */
export function refuse(res: ServerResponse, status: number, text: string): void {
  res.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
    connection: 'close',
  })
  res.end(`${text}.\n`)
}

type Refusal = { status: number; text: string } | { goTo: string }

function refusalOf(req: IncomingMessage, isOwn: boolean, settings: Settings): Refusal | null {
  // A whole address in the request line would become part of what Next.js redirects to.
  if (!req.url?.startsWith('/')) return { status: 400, text: 'Bad request' }
  if (isHealthPath(req.url)) req.headers.host = settings.appUrl.host
  const host = hostNamed(req.headers.host ?? null, settings.appUrl)
  if (host === 'foreign') return { status: 421, text: 'This address does not belong to this app' }
  if (host === 'loopback' && !isOwn && isMistyped(req, settings)) {
    return { goTo: settings.appOrigin + req.url }
  }
  if (!METHODS.has(req.method ?? '')) {
    return { status: 405, text: 'That method is not for this place' }
  }
  const length = req.headers['content-length']
  if (Number(length) > MAX_BODY_BYTES) return { status: 413, text: 'That is too much at once' }
  // Next.js would cut a body of unknown length in silence.
  return length === undefined && req.headers['transfer-encoding']
    ? { status: 411, text: 'Say how long the request is' }
    : null
}

/**
 * Somebody typed 127.0.0.1 for localhost, or the reverse: their cookies belong to the other. What
 * programs ask each copy for is no page.
 */
function isMistyped({ method, url = '' }: IncomingMessage, { isHttps }: Settings): boolean {
  const isForPrograms = url.startsWith('/.well-known/') || url === METRICS
  return !isHttps && method === 'GET' && !isForPrograms
}
