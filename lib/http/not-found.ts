/** Gives a page that says "not found" the status 404. */
import type { ServerResponse } from 'node:http'
import type { RequestContext } from '@/lib/telemetry/request-context'

/**
 * A page cannot set its status, and Next.js renders the result of `notFound()` only in browsers.
 * So the page marks the context of its request as missing.
 */
export function showNotFoundPage(res: ServerResponse, context: RequestContext): void {
  const writeHead = res.writeHead.bind(res)
  // Safe: it passes its arguments on to the original function.
  res.writeHead = ((status: number, ...rest: []) =>
    writeHead(
      context.isMissing === true && status === 200 ? 404 : status,
      ...rest,
    )) as typeof writeHead
}
