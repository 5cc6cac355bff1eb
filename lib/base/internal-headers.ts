/**
 * The request headers by which our own parts tell each other what a request is. The server drops
 * them from whatever comes in, so no client can write one.
 */
export const INTERNAL_HEADERS = {
  /** The address of whoever asks, after `TRUSTED_PROXIES`. */
  client: 'x-gatehouse-client',
  /** Path and query, which Next.js does not tell a page. Set by the middleware. */
  path: 'x-gatehouse-path',
  /** A secret of this process, by which it knows its own requests again. */
  hop: 'x-gatehouse-hop',
  /** The request's id, for what Next.js asks itself on behalf of it. */
  request: 'x-gatehouse-request',
  /** In an answer of the middleware: why it refused an access token. The server takes it off. */
  refused: 'x-gatehouse-refused',
  /** By which this answer's scripts and styles are known as ours. Set by the middleware. */
  nonce: 'x-gatehouse-nonce',
  /** What the page has to tell of an act that led to it. Set by the middleware. */
  flash: 'x-gatehouse-flash',
} as const
