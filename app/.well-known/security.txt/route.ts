import { env } from '@/lib/base/env'
import { SECURITY_TXT } from '@/lib/base/routes'
import { after, DAY } from '@/lib/base/time'

export const dynamic = 'force-dynamic'

/** Within the year that the standard asks for; each answer says it anew. */
const LIFE = 180 * DAY

/** Whom to tell of a vulnerability, where SECURITY_CONTACT says so. @see RFC 9116 */
export function GET(): Response {
  const { securityContact, appOrigin } = env()
  if (securityContact === null) return new Response(null, { status: 404 })
  const lines = [
    `Contact: ${securityContact}`,
    `Expires: ${after(new Date(), LIFE).toISOString()}`,
    `Canonical: ${appOrigin}${SECURITY_TXT}`,
    'Preferred-Languages: en',
  ]
  return new Response(`${lines.join('\n')}\n`, {
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-cache' },
  })
}
