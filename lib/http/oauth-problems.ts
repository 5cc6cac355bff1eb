/** Says in our own pages, or to programs, why a request of the protocol has no other answer. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { PROBLEMS } from '@/lib/api/problems'
import { INTERNAL_HEADERS } from '@/lib/base/internal-headers'
import { OAUTH_PROBLEM, UNAVAILABLE, withNext } from '@/lib/base/routes'
import type { Problem } from '@/lib/oauth/browser-session'
import { setPageStatus } from '@/lib/telemetry/request-context'

export type Handler = (req: IncomingMessage, res: ServerResponse) => Promise<void>

/** Seconds until a program may ask again in an outage. */
const RETRY_AFTER = 10

/** Our own page says what is wrong; nobody is sent to an address that is not registered. */
export async function showProblem(
  req: IncomingMessage,
  res: ServerResponse,
  { problem, handle }: { problem: Problem; handle: Handler },
): Promise<void> {
  req.headers[INTERNAL_HEADERS.problem] = problem.code
  setPageStatus(problem.status)
  await show(OAUTH_PROBLEM, { req, res, handle })
}

/** The outage page, at the address of the request itself, which it also leads back to. */
export async function showOutage(
  req: IncomingMessage,
  res: ServerResponse,
  { url, handle }: { url: string; handle: Handler },
): Promise<void> {
  await show(withNext(UNAVAILABLE, url), { req, res, handle })
}

async function show(
  page: string,
  { req, res, handle }: { req: IncomingMessage; res: ServerResponse; handle: Handler },
): Promise<void> {
  req.url = page
  req.method = 'GET'
  req.headers[INTERNAL_HEADERS.path] = page
  for (const name of ['content-type', 'content-length', 'location']) res.removeHeader(name)
  res.statusCode = 200
  await handle(req, res)
}

/**
 * Tells a program that it may send the same request again. The error is the one of RFC 6749
 * §4.1.2.1, `code` that of our API.
 */
export function answerOutage(res: ServerResponse): true {
  const { status, title } = PROBLEMS.unavailable
  res.writeHead(status, {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    'retry-after': String(RETRY_AFTER),
  })
  res.end(
    JSON.stringify({
      error: 'temporarily_unavailable',
      error_description: title,
      code: 'unavailable',
    }),
  )
  return true
}
