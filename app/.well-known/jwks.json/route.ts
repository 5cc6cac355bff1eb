import { OPERATIONS } from '@/lib/api/operations'
import { JWKS_MAX_AGE } from '@/lib/keys/publication'
import { publicKeySet } from '@/lib/keys/signing-keys'
import { endpoint, endpoints } from '@/lib/request/api'
import { unlessNotModified } from '@/lib/request/conditional'

export const dynamic = 'force-dynamic'

/** The public keys that verify our access tokens. @see RFC 7517 §5 */
export const { GET, POST, PUT, PATCH, DELETE } = endpoints(
  endpoint(OPERATIONS.publicKeys, async ({ request }) =>
    unlessNotModified(request, JSON.stringify(await publicKeySet()), {
      'Content-Type': 'application/jwk-set+json',
      'Cache-Control': `public, max-age=${JWKS_MAX_AGE}`,
    }),
  ),
)
