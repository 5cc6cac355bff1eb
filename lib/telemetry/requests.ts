/** Logs and counts each request once it is answered. */
import { AsyncResource } from 'node:async_hooks'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { log } from './log'
import { count, observe, type CounterLabels } from './metrics'
import type { RequestContext } from './request-context'
import { routeClass, type RouteClass } from './route-class'
import { COUNTERS } from './series'

type Labels = CounterLabels<'requests'>

const METHODS: readonly Labels['method'][] = COUNTERS.requests.labels.method
/** Requests that machines send all the time. */
const ROUTINE: ReadonlySet<RouteClass> = new Set(['health', 'metrics', 'static', 'keys'])
const MAX_PATH_LENGTH = 300

export interface Asked {
  context: RequestContext
  /** The client address. */
  client: string
  /** True for requests that Next.js sends to itself while it serves another one. */
  isOwn: boolean
}

/** Call it before anything answers `req`. */
export function logRequest(
  req: IncomingMessage,
  res: ServerResponse,
  { context, client, isOwn }: Asked,
): void {
  const startedAt = performance.now()
  const method = req.method ?? ''
  const path = (req.url ?? '').replace(/[?#][^]*/, '').slice(0, MAX_PATH_LENGTH)
  const route = routeClass(path)
  const done = () => {
    const took = performance.now() - startedAt
    const ms = Math.round(took * 10) / 10
    const isRoutine = isOwn || ROUTINE.has(route)
    const { statusCode: status } = res
    if (!isOwn) countRequest(method, route, status, took)
    log[isRoutine ? 'debug' : 'info'](`${method} ${path} ${status} ${ms} ms`, {
      method,
      path,
      status,
      ms,
      client,
      ...(context.session ? { session: context.session } : {}),
      // The client closed the connection early.
      ...(res.writableFinished ? {} : { cut: true }),
    })
  }
  // A broken connection emits `close` outside of any request's context. `AsyncResource.bind` does
  // the same, but defines properties on each function, which costs more.
  const scope = new AsyncResource('RequestLog')
  res.once('close', () => scope.runInAsyncScope(done))
}

function countRequest(sent: string, route: RouteClass, code: number, took: number): void {
  const method = METHODS.find((known) => known === sent) ?? 'other'
  // Safe because Node.js sends no status below 100 or above 999, and Next.js none above 599.
  const status = `${Math.floor(code / 100)}xx` as Labels['status']
  count('requests', { method, route, status })
  if (route !== 'events') observe('request', { route }, took / 1000)
}
