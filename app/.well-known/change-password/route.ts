import { env } from '@/lib/base/env'
import { SECURITY } from '@/lib/base/routes'

export const dynamic = 'force-dynamic'

/** Password managers send users here. @see W3C "A Well-Known URL for Changing Passwords" */
export function GET(): Response {
  return new Response(null, {
    status: 303,
    headers: {
      Location: new URL(SECURITY, env().appOrigin).href,
      'Cache-Control': 'no-store',
    },
  })
}
