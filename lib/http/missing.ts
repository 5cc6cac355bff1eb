/** Gives a page that says "not found" the status for it. */
import type { ServerResponse } from 'node:http'
import type { RequestContext } from '@/lib/telemetry/request-context'

/**
 * A page cannot set its status, and Next.js renders what follows `notFound()` in browsers alone:
 * it notes in the context of its request that there is nothing.
 */
export function tellMissing(res: ServerResponse, context: RequestContext): void {
  const writeHead = res.writeHead.bind(res)
  // Safe because it takes what it is given to the very function that stood there.
  res.writeHead = ((status: number, ...rest: []) =>
    writeHead(
      context.isMissing === true && status === 200 ? 404 : status,
      ...rest,
    )) as typeof writeHead
}
