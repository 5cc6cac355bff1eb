/** Signs a status list. Pure. */
import { SignJWT } from 'jose'
import type { TokenKey } from '@/lib/tokens/access'
import { LIFETIME, TIME_TO_LIVE } from './times'

/** Prevents confusion between a list and the token of a session (RFC 8725 §3.11). */
const TYPE = 'statuslist+jwt'

export interface ListClaims {
  /** The list's URL, as in the tokens that point to it. */
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
