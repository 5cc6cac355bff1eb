/** Takes back the cookie of a flash that its own answer shows. */
import type { ServerResponse } from 'node:http'
import { cookieName } from '@/lib/base/cookies'
import type { Settings } from '@/lib/base/env'
import { INTERNAL_HEADERS } from '@/lib/base/internal-headers'

/**
 * When a script sends an action, Next.js requests the next page itself and answers with it, but drops
 * the `Set-Cookie` by which that page deletes the flash. The cookie would show it once more, until
 * some later request deletes it. The middleware reports the page in a header, which is removed here.
 *
 * @param isOwn true for that request of Next.js, whose header is for the answer around it
 */
export function takeBackShownFlash(
  res: ServerResponse,
  { isOwn, settings }: { isOwn: boolean; settings: Settings },
): void {
  if (isOwn) return
  const writeHead = res.writeHead.bind(res)
  // Safe: it passes its arguments on to the original function.
  res.writeHead = ((...args: Parameters<typeof writeHead>) => {
    if (res.hasHeader(INTERNAL_HEADERS.flashShown)) {
      res.removeHeader(INTERNAL_HEADERS.flashShown)
      const cookies = [res.getHeader('set-cookie') ?? []].flat().map(String)
      const start = `${cookieName('flash', settings)}=`
      if (cookies.length > 0) {
        res.setHeader(
          'set-cookie',
          cookies.map((cookie) => (cookie.startsWith(start) ? deleted(cookie) : cookie)),
        )
      }
    }
    return writeHead(...args)
  }) as typeof res.writeHead
}

/** The same cookie without a value; `Max-Age` counts more than `Expires` (RFC 6265bis §5.5). */
function deleted(cookie: string): string {
  return cookie.replace(/=[^;]*/, '=').replace(/; max-age=\d+/i, '; Max-Age=0')
}
