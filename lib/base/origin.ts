/** Which page a request comes from, and which host it is for. */

const LOOPBACK_NAMES: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]'])

export function isLoopback(hostname: string): boolean {
  return LOOPBACK_NAMES.has(hostname)
}

/**
 * True if one of our own pages sent the request: `Origin` matches exactly, with scheme and port,
 * or, if the browser left it out, `Sec-Fetch-Site` says so.
 *
 * @see OWASP Cross-Site Request Forgery Prevention Cheat Sheet
 */
export function isFromOwnPage(headers: Pick<Headers, 'get'>, appOrigin: string): boolean {
  const origin = headers.get('origin')
  return origin === null ? headers.get('sec-fetch-site') === 'same-origin' : origin === appOrigin
}

/**
 * What the `Host` header names: this app, this machine (from a proxy or probe on it, or a user who
 * typed 127.0.0.1 for localhost), or another host.
 */
export function hostNamed(host: string | null, appUrl: URL): 'own' | 'loopback' | 'foreign' {
  const named = `${appUrl.protocol}//${host ?? ''}`
  if (host === null || !/^[^/?#@\\]+$/.test(host) || !URL.canParse(named)) return 'foreign'
  const url = new URL(named)
  if (url.host === appUrl.host) return 'own'
  return isLoopback(url.hostname) ? 'loopback' : 'foreign'
}
