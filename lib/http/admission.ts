/** Which requests are turned away before Next.js sees them. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { problemMembers, type ProblemCode } from '@/lib/api/problems'
import { corsHeaders } from '@/lib/cors'
import { env, type Settings } from '@/lib/env'
import { hostNamed } from '@/lib/origin'
import { isApiPath, isHealthPath, METRICS } from '@/lib/routes'

/** The most a request may carry; forms and JSON of ours are far smaller. */
export const MAX_BODY_BYTES = 64 * 1024
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
  if (typeof refusal === 'object') {
    res.writeHead(307, { location: refusal.goTo, 'cache-control': 'no-store' }).end()
  } else {
    refuse(req, res, refusal)
  }
  return false
}

/** Answers with one sentence, to programs with a problem, and closes the connection. */
export function refuse(req: IncomingMessage, res: ServerResponse, code: ProblemCode): void {
  const members = problemMembers(code)
  const isProgram = isApiPath(req.url ?? '')
  res.writeHead(members.status, {
    'content-type': isProgram ? 'application/problem+json' : 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
    connection: 'close',
    ...(isProgram && corsHeaders(req.headers.origin ?? null, env().corsOrigins)),
  })
  res.end(isProgram ? JSON.stringify(members) : `${members.title}\n`)
}

type Refusal = ProblemCode | { goTo: string }

function refusalOf(req: IncomingMessage, isOwn: boolean, settings: Settings): Refusal | null {
  // A whole address in the request line would become part of what Next.js redirects to.
  if (!req.url?.startsWith('/') || !isDecodable(req.url)) return 'bad-request'
  if (isHealthPath(req.url)) req.headers.host = settings.appUrl.host
  const host = hostNamed(req.headers.host ?? null, settings.appUrl)
  if (host === 'foreign') return 'wrong-host'
  if (host === 'loopback' && !isOwn && isMistyped(req, settings)) {
    return { goTo: settings.appOrigin + req.url }
  }
  if (!METHODS.has(req.method ?? '')) {
    return 'method-not-allowed'
  }
  const length = req.headers['content-length']
  if (Number(length) > MAX_BODY_BYTES) return 'too-large'
  // Next.js would cut a body of unknown length in silence.
  return length === undefined && req.headers['transfer-encoding'] ? 'length-required' : null
}

/** No address of ours holds a zero byte, and Next.js breaks on what is no UTF-8. */
function isDecodable(url: string): boolean {
  const [path = ''] = url.split(/[?#]/, 1)
  try {
    return !decodeURIComponent(path).includes('\0')
  } catch {
    return false
  }
}

/**
 * Somebody typed 127.0.0.1 for localhost, or the reverse: their cookies belong to the other. What
 * programs ask each copy for is no page.
 */
function isMistyped({ method, url = '' }: IncomingMessage, { isHttps }: Settings): boolean {
  const isForPrograms = url.startsWith('/.well-known/') || isApiPath(url) || url === METRICS
  return !isHttps && method === 'GET' && !isForPrograms
}
