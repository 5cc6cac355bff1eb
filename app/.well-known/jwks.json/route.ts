import type { NextRequest } from 'next/server'
import { JWKS_MAX_AGE } from '@/lib/keys/publication'
import { publicKeySet } from '@/lib/keys/signing-keys'
import { unlessKnown } from '@/lib/request/conditional'
import { unavailableProblem } from '@/lib/request/problem'
import { isUnavailable } from '@/lib/unavailable'

export const dynamic = 'force-dynamic'

/** The public keys that verify our access tokens. @see RFC 7517 §5 */
export async function GET(request: NextRequest): Promise<Response> {
  try {
    return unlessKnown(request, JSON.stringify(await publicKeySet()), {
      'Content-Type': 'application/jwk-set+json',
      'Cache-Control': `public, max-age=${JWKS_MAX_AGE}`,
    })
  } catch (error) {
    if (!isUnavailable(error)) throw error
    return unavailableProblem()
  }
}
