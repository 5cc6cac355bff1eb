/** Whose page a request comes from, and whom it is meant for. */

const LOOPBACK_NAMES: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]'])

export function isLoopback(hostname: string): boolean {
  return LOOPBACK_NAMES.has(hostname)
}

/**
 * True when a page of our own sent the request: `Origin` says so exactly, scheme and port
 * included, or, where a browser left it out, `Sec-Fetch-Site` does.
 *
 * @see OWASP Cross-Site Request Forgery Prevention Cheat Sheet
 */
export function isFromOwnPage(headers: Pick<Headers, 'get'>, appOrigin: string): boolean {
  const origin = headers.get('origin')
  return origin === null ? headers.get('sec-fetch-site') === 'same-origin' : origin === appOrigin
}

/**
 * Whom the `Host` header names: this app, this machine (a proxy or probe on it, or a person who
 * typed 127.0.0.1 for localhost), or somebody else.
 */
export function hostNamed(host: string | null, appUrl: URL): 'own' | 'loopback' | 'foreign' {
  const named = `${appUrl.protocol}//${host ?? ''}`
  if (host === null || !/^[^/?#@\\]+$/.test(host) || !URL.canParse(named)) return 'foreign'
  const url = new URL(named)
  if (url.host === appUrl.host) return 'own'
  return isLoopback(url.hostname) ? 'loopback' : 'foreign'
}
