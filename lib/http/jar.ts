/** The cookies of a request, outside of Next.js. */
import type { IncomingMessage } from 'node:http'
import type { Cookie, Jar } from '@/lib/base/cookies'

/** The first of several cookies with one name counts, as in Next.js. @see RFC 6265 §4.2.1 */
export function jarOf({ headers }: IncomingMessage): Jar {
  const values = new Map<string, string>()
  for (const pair of (headers.cookie ?? '').split(';')) {
    const at = pair.indexOf('=')
    const name = pair.slice(0, at).trim()
    if (at > 0 && !values.has(name)) values.set(name, pair.slice(at + 1).trim())
  }
  return {
    get: (name) => {
      const value = values.get(name)
      return value === undefined ? undefined : { value }
    },
  }
}

/** The value of a `Set-Cookie` header. */
export function setCookieLine({ name, value, maxAge, secure, sameSite, path }: Cookie): string {
  const attributes = [`${name}=${value}`, `Path=${path}`, `Max-Age=${maxAge ?? 0}`, 'HttpOnly']
  return [...attributes, ...(secure ? ['Secure'] : []), `SameSite=${sameSite}`].join('; ')
}
