/** Replaces what a request claims about its sender by what we know. */
import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Settings } from '@/lib/base/env'
import { newRequestId, type RequestId } from '@/lib/base/ids'
import { clientAddress, isTrusted, plainAddress, proxyList } from './client-address'
import { INTERNAL_HEADERS } from '@/lib/base/internal-headers'

/** Headers by which a proxy, or anyone, says who is asking; read here and by nobody after. */
const CLAIMS = /^(x-gatehouse-.*|x-forwarded-.*|forwarded|x-real-ip)$/
const TRACE = ['traceparent', 'tracestate', 'baggage']
/** Only we know it, so a request that carries it was made by Next.js from one that we stamped. */
const HOP = randomBytes(32).toString('base64url')

export interface Stamped {
  requestId: RequestId
  /** The address of whoever asks. */
  client: string
  /** True for what Next.js asks itself, on behalf of the request whose id it has. */
  isOwn: boolean
}

export function stampFor({ appUrl, trustedProxies }: Settings) {
  const trusted = proxyList(trustedProxies)
  return ({ headers, socket }: IncomingMessage): Stamped => {
    const isOwn = headers[INTERNAL_HEADERS.hop] === HOP
    const peer = plainAddress(socket.remoteAddress ?? '') ?? 'unknown'
    const client = clientAddress(peer, String(headers['x-forwarded-for'] ?? ''), trusted)
    for (const name of Object.keys(headers)) {
      if (CLAIMS.test(name) && !(isOwn && name.startsWith('x-gatehouse-'))) delete headers[name]
    }
    // A trace goes on from a proxy of ours, and from nobody else.
    if (!isOwn && !isTrusted(peer, trusted)) for (const name of TRACE) delete headers[name]
    // With this one Next.js compares the Origin of an action.
    headers['x-forwarded-host'] = appUrl.host
    if (isOwn) {
      // Next.js came by 127.0.0.1, the visitor by our own name.
      headers.host = appUrl.host
      // Safe because it was copied from the request below.
      const requestId = String(headers[INTERNAL_HEADERS.request]) as RequestId
      return { requestId, client: String(headers[INTERNAL_HEADERS.client]), isOwn }
    }
    const requestId = newRequestId()
    headers[INTERNAL_HEADERS.hop] = HOP
    headers[INTERNAL_HEADERS.client] = client
    headers[INTERNAL_HEADERS.request] = requestId
    return { requestId, client, isOwn }
  }
}
