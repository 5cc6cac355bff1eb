/** Signs a status list. Pure. */
import { SignJWT } from 'jose'
import { MINUTE } from '@/lib/base/time'
import type { TokenKey } from '@/lib/tokens/access'

/** Keeps a list from passing for a token of a session, and those for a list (RFC 8725 §3.11). */
const TYPE = 'statuslist+jwt'

/** How long nobody may believe a list whose next one they cannot have, in seconds. */
const LIFETIME = 2 * MINUTE
/** When to ask for a fresh one, in seconds: an ending is known that much later, and a moment. */
const TIME_TO_LIVE = 15

export interface ListClaims {
  /** The list's address, as in the tokens that lead to it. */
  readonly uri: string
  /** In seconds since 1970. */
  readonly issuedAt: number
  /** The compressed list. */
  readonly encoded: string
}

/** @see draft-ietf-oauth-status-list-20 §5.1 */
export async function signStatusList(
  { uri, issuedAt, encoded }: ListClaims,
  key: TokenKey,
): Promise<string> {
  return new SignJWT({
    sub: uri,
    iat: issuedAt,
    exp: issuedAt + LIFETIME,
    ttl: TIME_TO_LIVE,
    status_list: { bits: 1, lst: encoded },
  })
    .setProtectedHeader({ alg: key.algorithm, typ: TYPE, kid: key.id })
    .sign(key.key)
}
