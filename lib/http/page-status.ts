/** Gives a page that says "not found", or what is wrong, its status. */
import type { ServerResponse } from 'node:http'
import type { RequestContext } from '@/lib/telemetry/request-context'

/**
 * A page cannot set its status, and Next.js renders the result of `notFound()` only in browsers.
 * So the context of its request says which one the answer has in place of 200.
 */
export function setStatusOfPage(res: ServerResponse, context: RequestContext): void {
  const writeHead = res.writeHead.bind(res)
  // Safe: it passes its arguments on to the original function.
  res.writeHead = ((status: number, ...rest: []) =>
    writeHead(
      status === 200 ? (context.pageStatus ?? status) : status,
      ...rest,
    )) as typeof writeHead
}
