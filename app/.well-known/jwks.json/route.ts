import { createHash } from 'node:crypto'
import type { NextRequest } from 'next/server'
import { JWKS_MAX_AGE } from '@/lib/keys/publication'
import { publicKeySet } from '@/lib/keys/signing-keys'
import { unavailableProblem } from '@/lib/request/problem'
import { isUnavailable } from '@/lib/unavailable'

export const dynamic = 'force-dynamic'

/** The public keys that verify our access tokens. @see RFC 7517 §5 */
export async function GET(request: NextRequest): Promise<Response> {
  try {
    const body = JSON.stringify(await publicKeySet())
    const etag = `"${createHash('sha256').update(body).digest('base64url')}"`
    const headers = {
      'Content-Type': 'application/jwk-set+json',
      'Cache-Control': `public, max-age=${JWKS_MAX_AGE}`,
      ETag: etag,
    }
    return request.headers.get('if-none-match') === etag
      ? new Response(null, { status: 304, headers })
      : new Response(body, { headers })
  } catch (error) {
    if (!isUnavailable(error)) throw error
    return unavailableProblem()
  }
}
