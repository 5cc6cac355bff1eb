/**
 * Headers that our own parts pass to each other with a request. The server drops them from incoming
 * requests, so no client can set one.
 */
export const INTERNAL_HEADERS = {
  /** The client address, after `TRUSTED_PROXIES`. */
  client: 'x-gatehouse-client',
  /** Path and query, which Next.js hides from pages. */
  path: 'x-gatehouse-path',
  /** A secret by which this instance recognises its own requests. */
  hop: 'x-gatehouse-hop',
  /** The request's id, for requests that Next.js makes to itself on its behalf. */
  request: 'x-gatehouse-request',
  /** In an answer of the middleware: why it refused an access token. The server removes it. */
  refused: 'x-gatehouse-refused',
  /** The nonce of this answer's scripts and styles. */
  nonce: 'x-gatehouse-nonce',
  /** The flash that the page shows. Set by the middleware. */
  flash: 'x-gatehouse-flash',
  /** In an answer of the middleware: the page shows a flash. The server removes it. */
  flashShown: 'x-gatehouse-flash-shown',
  /** The language that an application asks for on this page. */
  locale: 'x-gatehouse-locale',
  /** What is wrong with a request of an application: a code for the page that tells it. */
  problem: 'x-gatehouse-problem',
} as const
