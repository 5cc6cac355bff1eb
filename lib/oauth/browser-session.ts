/** The Gatehouse session of a request: the library's session is computed from it. */
import { createHmac } from 'node:crypto'
import { AsyncLocalStorage } from 'node:async_hooks'
import type { SessionRecord } from '@/db/queries/sessions'
import type { AppId, SessionId } from '@/lib/base/ids'
import type { SeenFrom } from '@/lib/events/events'
import { newestDataKey } from '@/lib/keys/data-keys'
import type { Actor } from '@/lib/sessions/authenticate'

/** What one request of the protocol knows and finds. */
export interface OAuthRequest {
  /** Null for a visitor, and for programs. */
  readonly signedIn: { readonly actor: Actor; readonly session: SessionRecord } | null
  /** Makes ids that are the same every time. */
  readonly key: Uint8Array
  /** What is wrong, where no application can be told: our own page says it in words. */
  problem: Problem | null
  /** True if it is for a service that the user did not allow the application. */
  asksForService: boolean
  /** The client, as far as its address shows. */
  readonly from: SeenFrom
  /** A code or token that was used before came again, so a copy of it is about. */
  isReuse: boolean
  /** Why nothing can be answered now: what the library makes of it would blame the client. */
  outage: Error | null
  /** Ends the session. @returns the values of the `Set-Cookie` headers that take its cookies */
  readonly endSession: () => Promise<string[]>
}

/** The standard's code for it, and the HTTP status. */
export interface Problem {
  readonly code: string
  readonly status: number
}

const storage = new AsyncLocalStorage<OAuthRequest>()

/** Runs `serve` as the handling of this request. */
export function inOAuthRequest<T>(request: OAuthRequest, serve: () => T): T {
  return storage.run(request, serve)
}

/** @throws Error outside of a request. */
export function currentOAuthRequest(): OAuthRequest {
  const request = storage.getStore()
  if (!request) throw new Error('The protocol was used outside of a request')
  return request
}

/** @throws Unavailable */
export async function appsKey(): Promise<Uint8Array> {
  return (await newestDataKey('apps')).secret
}

/**
 * The `sid` that this application knows a session by: always the same, and another one for each
 * application, so that two cannot compare their users.
 */
export function sidFor(sessionId: SessionId, appId: AppId, key: Uint8Array): string {
  return derive(`sid ${sessionId} ${appId}`, key)
}

/** The refresh token after this one: always the same, so that a lost answer can be given again. */
export function successorOf(refreshToken: string, key: Uint8Array): string {
  return derive(`refresh ${refreshToken}`, key)
}

/** Ties a device's request to the session that typed its code, so that no link leads past that. */
export function deviceProof(requestId: string, sessionId: SessionId, key: Uint8Array): string {
  return derive(`device ${requestId} ${sessionId}`, key)
}

function derive(text: string, key: Uint8Array): string {
  return createHmac('sha256', key).update(text).digest('base64url')
}
