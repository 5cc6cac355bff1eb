import { env } from '@/lib/base/env'
import { SECURITY_TXT } from '@/lib/base/routes'
import { addSeconds, DAY } from '@/lib/base/time'

export const dynamic = 'force-dynamic'

/** Less than the year that the standard recommends, counted from each response. */
const LIFETIME = 180 * DAY

/** Where to report a vulnerability; 404 without SECURITY_CONTACT. @see RFC 9116 */
export function GET(): Response {
  const { securityContact, appOrigin } = env()
  if (securityContact === null) return new Response(null, { status: 404 })
  const lines = [
    `Contact: ${securityContact}`,
    `Expires: ${addSeconds(new Date(), LIFETIME).toISOString()}`,
    `Canonical: ${appOrigin}${SECURITY_TXT}`,
    'Preferred-Languages: en',
  ]
  return new Response(`${lines.join('\n')}\n`, {
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-cache' },
  })
}
