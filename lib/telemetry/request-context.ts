/** Which request is being served, for whoever writes something down of it. */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { RequestId } from '@/lib/base/ids'
import { processWide } from '@/lib/base/process-wide'
import { sessionHash } from './mask'

export interface RequestContext {
  readonly requestId: RequestId
  /** A hash of the session's id, once the doorway knows who asks. */
  session: string | null
  /** True once it is known that there is nothing at its address. */
  isMissing?: boolean
}

const storage = processWide('request', () => new AsyncLocalStorage<RequestContext>())

/** Runs `serve`, and all that it begins, as the serving of this request. */
export function inRequest<T>(context: RequestContext, serve: () => T): T {
  return storage().run(context, serve)
}

/** The request at hand; null outside of one, as at the start and on the command line. */
export function currentRequest(): RequestContext | null {
  return storage().getStore() ?? null
}

/** Says whose session the request at hand belongs to. */
export function noteSession(sessionId: string): void {
  const request = currentRequest()
  if (request) request.session = sessionHash(sessionId)
}

/** Says that there is nothing at the address of the request at hand: the answer will be 404. */
export function noteMissing(): void {
  const request = currentRequest()
  if (request) request.isMissing = true
}

/** The id that the answer carries as `X-Request-Id`; null outside of a request. */
export function currentRequestId(): string | null {
  return currentRequest()?.requestId ?? null
}
