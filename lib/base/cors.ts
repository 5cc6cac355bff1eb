/** Which other sites' scripts may call the API from a browser: those of `CORS_ORIGINS`. */
import { API_METHODS } from './methods'

/** Headers that they may read besides the body. */
const EXPOSED = 'WWW-Authenticate, Retry-After, ETag, X-Request-Id'
/** Seconds for which a browser may cache a preflight. */
const PREFLIGHT_LIFE = 600

/**
 * The headers that let a page of `origin` read the answer. Other origins get only `Vary`, so that
 * caches do not mix up answers. Cookies are never allowed: no answer of the API depends on one.
 *
 * @see OWASP ASVS 3.4.2
 */
export function corsHeaders(
  origin: string | null,
  allowed: readonly string[],
): Record<string, string> {
  return origin !== null && allowed.includes(origin)
    ? {
        vary: 'Origin',
        'access-control-allow-origin': origin,
        'access-control-expose-headers': EXPOSED,
      }
    : { vary: 'Origin' }
}

/** The same for a preflight request. */
export function preflightHeaders(
  origin: string | null,
  allowed: readonly string[],
): Record<string, string> {
  const headers = corsHeaders(origin, allowed)
  return 'access-control-allow-origin' in headers
    ? {
        ...headers,
        'access-control-allow-methods': API_METHODS.join(', '),
        'access-control-allow-headers': 'Authorization, Content-Type, If-None-Match',
        'access-control-max-age': String(PREFLIGHT_LIFE),
      }
    : headers
}
