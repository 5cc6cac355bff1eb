/** Notes each request once it is answered: a line in the log, and numbers. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { log } from './log'
import type { RequestContext } from './request-context'
import { routeClass, type RouteClass } from './route-class'

/** What machines ask all the time. */
const ROUTINE: ReadonlySet<RouteClass> = new Set(['health', 'metrics', 'static', 'keys'])
const LONGEST_PATH = 300

export interface Asked {
  context: RequestContext
  /** The address of whoever asks. */
  client: string
  /** True for what Next.js asks itself on behalf of a request. */
  isOwn: boolean
}

/** Called before anything answers `req`. */
export function noteRequest(
  req: IncomingMessage,
  res: ServerResponse,
  { context, client, isOwn }: Asked,
): void {
  const startedAt = performance.now()
  const method = req.method ?? ''
  const path = (req.url ?? '').replace(/[?#][^]*/, '').slice(0, LONGEST_PATH)
  const route = routeClass(path)
  res.once('close', () => {
    const ms = Math.round((performance.now() - startedAt) * 10) / 10
    const isRoutine = isOwn || ROUTINE.has(route)
    const { statusCode: status } = res
    log[isRoutine ? 'debug' : 'info'](`${method} ${path} ${status} ${ms} ms`, {
      method,
      path,
      status,
      ms,
      client,
      ...(context.session ? { session: context.session } : {}),
      // Nobody waited for the end of the answer.
      ...(res.writableFinished ? {} : { cut: true }),
    })
  })
}
