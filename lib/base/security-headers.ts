/** The headers that tell browsers what our pages may do. */
import type { Settings } from './env'

/**
 * A policy that runs only what Next.js marked with this response's nonce.
 *
 * Inline style attributes are allowed, since React writes them; style elements need the nonce.
 *
 * @see OWASP ASVS 3.4.3
 */
export function contentSecurityPolicy(nonce: string, { isDevelopment }: Settings): string {
  return [
    "default-src 'none'",
    // React's development build rebuilds error stacks with eval, and reloads through a socket.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' ${isDevelopment ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${isDevelopment ? ' ws:' : ''}`,
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/**
 * The policy of a file of the brand. A logo opened by its own address must not do more than it does
 * on a page: no script, no request, and nothing in our origin's name.
 */
export const BRAND_FILE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; sandbox"

/** For the HTML of a mail, which we wrote and a mail program would show: no scripts, nothing fetched. */
export const MAIL_FILE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox allow-popups"

/** The headers of every answer. */
export function securityHeaders(nonce: string, settings: Settings) {
  return {
    'content-security-policy': contentSecurityPolicy(nonce, settings),
    'x-content-type-options': 'nosniff',
    // With `no-referrer` Chromium sends `Origin: null` for our own forms.
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=()',
    ...(settings.isHttps
      ? { 'strict-transport-security': 'max-age=63072000; includeSubDomains' }
      : {}),
  }
}

export function newNonce(): string {
  return btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))))
}
