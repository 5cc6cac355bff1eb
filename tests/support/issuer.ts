/** Replaces Gatehouse for a verifier: serves keys and status lists over HTTP as the test says. */
import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { deflateSync } from 'node:zlib'
import { addSeconds, toNumericDate } from '@/lib/base/time'
import { accessClaims, accessHeader, forge, forgingKey, type ForgingKey, type Json } from './tokens'

/** Seconds for which a list may be kept, the same as in Gatehouse. */
export const LIST_TTL = 15
const LIST_PLACES = 2 ** 20
const SERVICE = 'orders'

type Answering = (response: ServerResponse) => void

export interface TestIssuer {
  readonly origin: string
  readonly listUri: string
  readonly key: ForgingKey
  /** The time of the issuer and of the verifier. */
  readonly now: () => Date
  pass(seconds: number): void
  /** Replaces the keys of the key set. */
  publish(...keys: readonly ForgingKey[]): void
  /** Marks the session at this index of the list as ended. */
  end(place: number): void
  /** A valid token with index `place`, with these changes. */
  token(changes?: { claims?: Json; header?: Json; key?: ForgingKey; place?: number }): string
  /** The current list, with these changes. */
  list(changes?: { claims?: Json; header?: Json; key?: ForgingKey }): string
  /** Sets how it answers from now on; correctly when `answering` is missing. */
  answer(what: 'keys' | 'list', answering?: Answering): void
  /** Request counts: for keys, for lists, and for lists that had not changed. */
  readonly asked: { keys: number; lists: number; unchanged: number }
  /** Paths of all requests. */
  readonly paths: readonly string[]
  stop(): Promise<void>
}

/** @param begin the initial time */
export async function startIssuer(begin: Date): Promise<TestIssuer> {
  const key = await forgingKey('ES256')
  const state = { now: begin, keys: [key], answering: new Map<string, Answering>() }
  const asked = { keys: 0, lists: 0, unchanged: 0 }
  const paths: string[] = []
  const bitmap = Buffer.alloc(LIST_PLACES / 8)

  const server = createServer((request, response) => {
    const { url = '', headers } = request
    const what = url.startsWith('/.well-known/') ? 'keys' : 'list'
    paths.push(url)
    asked[what === 'keys' ? 'keys' : 'lists'] += 1
    const answering = state.answering.get(what)
    if (answering) return answering(response)
    if (what === 'keys') return answerKeys(response, state.keys)
    const tag = `"${bitmap.toString('base64').length}-${deflateSync(bitmap).toString('base64url')}"`
    response.setHeader('etag', tag).setHeader('cache-control', 'no-cache')
    if (headers['if-none-match'] !== tag) {
      return void response.end(issuer.list({ claims: { sub: origin + url } }))
    }
    asked.unchanged += 1
    response.writeHead(304).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  // Safe: the server listens on a port.
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const listUri = `${origin}/api/v1/status-lists/0`

  const issuer: TestIssuer = {
    ...{ origin, listUri, key, asked, paths },
    now: () => state.now,
    pass: (seconds) => void (state.now = addSeconds(state.now, seconds)),
    publish: (...keys) => void (state.keys = [...keys]),
    end: (place) => void (bitmap[place >> 3] = (bitmap[place >> 3] ?? 0) | (1 << (place & 7))),
    token({ claims, header, key: by = key, place = 9 } = {}) {
      const status = { status_list: { idx: place, uri: listUri } }
      const aud = [`${origin}/api`, SERVICE]
      const good = { ...times(state.now, 600), iss: origin, aud, client_id: 'device', status }
      return forge(by, accessHeader(by, header), accessClaims({ ...good, ...claims }))
    },
    list({ claims, header, key: by = key } = {}) {
      const { iat, exp } = times(state.now, 60)
      const lst = deflateSync(bitmap).toString('base64url')
      const good = { sub: listUri, iat, exp, ttl: LIST_TTL, status_list: { bits: 1, lst } }
      return forge(by, accessHeader(by, { typ: 'statuslist+jwt', ...header }), {
        ...good,
        ...claims,
      })
    },
    answer(what, answering) {
      if (answering) state.answering.set(what, answering)
      else state.answering.delete(what)
    },
    async stop() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
  return issuer
}

function times(now: Date, life: number) {
  const iat = toNumericDate(now)
  return { iat, nbf: iat, exp: iat + life }
}

function answerKeys(response: ServerResponse, keys: readonly ForgingKey[]): void {
  const jwks = keys.map(({ id, algorithm, publicKey }) => ({
    ...publicKey?.export({ format: 'jwk' }),
    kid: id,
    alg: algorithm,
    use: 'sig',
  }))
  response
    .writeHead(200, {
      'content-type': 'application/jwk-set+json',
      'cache-control': 'public, max-age=60',
    })
    .end(JSON.stringify({ keys: jwks }))
}
