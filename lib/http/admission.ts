/** Refuses requests before Next.js sees them. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { problemLocale, problemMembers, type ProblemCode } from '@/lib/api/problems'
import type { Settings } from '@/lib/base/env'
import { isRead, METHODS } from '@/lib/base/methods'
import { hostNamed, isFromOwnPage } from '@/lib/base/origin'
import { answersAnyHost, isApiPath, METRICS, WELL_KNOWN } from '@/lib/base/routes'
import { isBrowserEndpoint, isProgramEndpoint } from '@/lib/oauth/endpoints'
import { MAX_BODY_BYTES } from './body'
import { answerPreflight } from './headers'
import { asksAboutServer, pathOf } from './target'

/** Milliseconds in which a refused request is still read, so that its client sees the answer. */
const LINGER_MS = 1000
/** Nothing here uses any other method, such as TRACE. */
const ANSWERED: ReadonlySet<string> = new Set(METHODS)

/** True if the request may proceed; otherwise it has been answered. */
export function admit(
  req: IncomingMessage,
  res: ServerResponse,
  { isOwn, settings }: { isOwn: boolean; settings: Settings },
): boolean {
  if (asksAboutServer(req)) {
    res.writeHead(204, { allow: METHODS.join(', ') }).end()
    return false
  }
  const refusal = refusalOf(req, isOwn, settings)
  if (!refusal) return !answerPreflight(req, res, settings)
  if (typeof refusal === 'object') {
    res.writeHead(307, { location: refusal.redirectTo, 'cache-control': 'no-store' }).end()
  } else {
    refuse(req, res, refusal)
  }
  return false
}

/** Answers with its detail, or on API paths with a problem, and closes the connection. */
export function refuse(req: IncomingMessage, res: ServerResponse, code: ProblemCode): void {
  const locale = problemLocale(req.headers['accept-language'] ?? null)
  const members = problemMembers(code, locale)
  const isProgram = isApiPath(pathOf(req))
  const body = isProgram ? JSON.stringify(members) : `${members.detail}\n`
  // The answer may depend on the origin too.
  res.appendHeader('vary', 'Accept-Language')
  res.writeHead(members.status, {
    'content-type': isProgram ? 'application/problem+json' : 'text/plain; charset=utf-8',
    'content-language': locale,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    // RFC 9110 §15.5.6
    ...(members.status === 405 && { allow: METHODS.join(', ') }),
    connection: 'close',
  })
  res.write(body)
  endOnceRead(req, res)
}

/** The client would lose the answer if the connection closed while its body still arrives. */
function endOnceRead(req: IncomingMessage, res: ServerResponse): void {
  const end = () => {
    clearTimeout(timer)
    res.end()
  }
  const timer = setTimeout(end, LINGER_MS)
  if (req.readableEnded) return end()
  req.once('end', end).once('close', end).resume()
}

type Refusal = ProblemCode | { redirectTo: string }

function refusalOf(req: IncomingMessage, isOwn: boolean, settings: Settings): Refusal | null {
  if (!req.url?.startsWith('/') || !isDecodable(req.url)) return 'bad-request'
  if (answersAnyHost(req.method, req.url)) req.headers.host = settings.appUrl.host
  const host = hostNamed(req.headers.host ?? null, settings.appUrl)
  if (host === 'foreign') return 'wrong-host'
  if (host === 'loopback' && !isOwn && isMistyped(req, settings)) {
    return { redirectTo: settings.appOrigin + req.url }
  }
  if (!ANSWERED.has(req.method ?? '')) {
    return 'method-not-allowed'
  }
  const coding = req.headers['transfer-encoding']
  if (coding !== undefined) {
    // HTTP/1.0 has no chunks, so what the client means by them is unclear (RFC 9112 §6.1).
    if (req.httpVersion === '1.0') return 'bad-request'
    if (coding.trim().toLowerCase() !== 'chunked') return 'unknown-coding'
  }
  if (Number(req.headers['content-length']) > MAX_BODY_BYTES) return 'too-large'
  return isFromElsewhere(req, settings) ? 'cross-site' : null
}

/**
 * The API and the endpoints of applications read no cookies, so another site cannot act there in a
 * user's name. Where applications send browsers, a form only leads on to a question.
 */
function isFromElsewhere(req: IncomingMessage, { appOrigin }: Settings): boolean {
  const path = pathOf(req)
  if (isRead(req.method) || isApiPath(path)) return false
  if (isProgramEndpoint(path) || isBrowserEndpoint(path)) return false
  return !isFromOwnPage({ get: (name) => req.headers[name]?.toString() ?? null }, appOrigin)
}

/** No path of ours contains a zero byte, and Next.js fails on invalid UTF-8. */
function isDecodable(url: string): boolean {
  const [path = ''] = url.split(/[?#]/, 1)
  try {
    return !decodeURIComponent(path).includes('\0')
  } catch {
    return false
  }
}

/**
 * True if a user typed 127.0.0.1 instead of localhost, or the reverse: their cookies belong to the
 * other name. Paths that programs request from each instance are not pages.
 */
function isMistyped(req: IncomingMessage, { isHttps }: Settings): boolean {
  const path = pathOf(req)
  const isForPrograms =
    path.startsWith(`${WELL_KNOWN}/`) ||
    isApiPath(path) ||
    path === METRICS ||
    isProgramEndpoint(path)
  return !isHttps && req.method === 'GET' && !isForPrograms
}
