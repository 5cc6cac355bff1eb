/** The current request, for log lines about it. */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { RequestId, SessionId } from '@/lib/base/ids'
import { processWide } from '@/lib/base/process-wide'
import { sessionHash } from './mask'

export interface RequestContext {
  readonly requestId: RequestId
  /** A hash of the session's id, once a guard knows the session. */
  session: string | null
  /** What the answer has in place of 200, since a page cannot set its status. */
  pageStatus?: number
}

const storage = processWide('request', () => new AsyncLocalStorage<RequestContext>())

/** Runs `serve`, with everything it starts, in the context of this request. */
export function inRequest<T>(context: RequestContext, serve: () => T): T {
  return storage().run(context, serve)
}

/** The current request; null outside of one, such as during start-up and on the command line. */
export function currentRequest(): RequestContext | null {
  return storage().getStore() ?? null
}

/** Sets the session of the current request. */
export function setSession(sessionId: SessionId): void {
  const request = currentRequest()
  if (request) request.session = sessionHash(sessionId)
}

/** Marks the current request as not found: the answer will be 404. */
export function markMissing(): void {
  setPageStatus(404)
}

/** The answer will have this status if a page is rendered. */
export function setPageStatus(status: number): void {
  const request = currentRequest()
  if (request) request.pageStatus = status
}

/** The id that the answer has as `X-Request-Id`; null outside of a request. */
export function currentRequestId(): RequestId | null {
  return currentRequest()?.requestId ?? null
}
