/** Which other sites' scripts may call the API from a browser: those of `CORS_ORIGINS`. */
import { API_METHODS } from './methods'

/** What they may read of an answer besides its body. */
const EXPOSED = 'WWW-Authenticate, Retry-After, ETag, X-Request-Id'
/** How long a browser need not ask again whether it may, in seconds. */
const PREFLIGHT_LIFE = 600

/**
 * The headers that let a page of `origin` read the answer; those that keep caches from mixing up
 * answers to different origins alone, where it may not. Cookies never go along: no answer of the
 * API depends on one.
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

/** The same for the question a browser asks before the request itself. */
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
