/** Replaces what a request claims about its client with what we know. */
import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Settings } from '@/lib/base/env'
import { newRequestId, type RequestId } from '@/lib/base/ids'
import { UNKNOWN_CLIENT } from '@/lib/base/unknown-client'
import { clientAddress, isTrusted, normaliseAddress, proxyList } from './client-address'
import { INTERNAL_HEADERS } from '@/lib/base/internal-headers'

/** Headers in which a proxy, or any client, says who the client is. Only this file reads them. */
const CLAIMS = /^(x-gatehouse-.*|x-forwarded-.*|forwarded|x-real-ip)$/
const TRACE = ['traceparent', 'tracestate', 'baggage']

export interface Stamped {
  requestId: RequestId
  /** The client address. */
  client: string
  /** True for a request of Next.js to itself; it has the id of the original request. */
  isOwn: boolean
}

/**
 * The mark of requests that we have stamped. No client knows it, so a request that has it comes from
 * Next.js, for such a request.
 */
export function newMark(): string {
  return randomBytes(32).toString('base64url')
}

/** @param mark the same in every process on this port, since Next.js may reach another than its own */
export function stampFor({ appUrl, trustedProxies }: Settings, mark: string) {
  const trusted = proxyList(trustedProxies)
  return ({ headers, socket }: IncomingMessage): Stamped => {
    const isOwn = headers[INTERNAL_HEADERS.hop] === mark
    const peer = normaliseAddress(socket.remoteAddress ?? '') ?? UNKNOWN_CLIENT.network
    const client = clientAddress(peer, String(headers['x-forwarded-for'] ?? ''), trusted)
    for (const name of Object.keys(headers)) {
      if (CLAIMS.test(name) && !(isOwn && name.startsWith('x-gatehouse-'))) delete headers[name]
    }
    // Only a trusted proxy may continue a trace.
    if (!isOwn && !isTrusted(peer, trusted)) for (const name of TRACE) delete headers[name]
    // Next.js compares the Origin of an action with this header.
    headers['x-forwarded-host'] = appUrl.host
    if (isOwn) {
      // Next.js requested 127.0.0.1, the original client our own host.
      headers.host = appUrl.host
      // Safe: it is a copy of the original request's header, set below.
      const requestId = String(headers[INTERNAL_HEADERS.request]) as RequestId
      return { requestId, client: String(headers[INTERNAL_HEADERS.client]), isOwn }
    }
    const requestId = newRequestId()
    headers[INTERNAL_HEADERS.hop] = mark
    headers[INTERNAL_HEADERS.client] = client
    headers[INTERNAL_HEADERS.request] = requestId
    return { requestId, client, isOwn }
  }
}
