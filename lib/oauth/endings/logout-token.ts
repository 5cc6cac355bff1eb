/** Makes logout tokens. @see OpenID Connect Back-Channel Logout 1.0 §2.4 */
import { SignJWT } from 'jose'
import type { AppId, UserId } from '@/lib/base/ids'
import { newTokenId } from '@/lib/base/ids'
import { MINUTE, toNumericDate } from '@/lib/base/time'
import type { TokenKey } from '@/lib/tokens/access'

/** Prevents confusion with every other token that we sign (RFC 8725 §3.11). */
const TYPE = 'logout+jwt'
const EVENT = 'http://schemas.openid.net/event/backchannel-logout'
const LIFE = 2 * MINUTE

/** Which session of which user has ended, as the application knows them. */
export interface Ending {
  readonly sid: string
  readonly userId: UserId
  readonly appId: AppId
}

/** A token of its own for each try, since applications take each only once. */
export async function logoutToken(
  { sid, userId, appId }: Ending,
  { issuer, key }: { issuer: string; key: TokenKey },
  now: Date,
): Promise<string> {
  const issuedAt = toNumericDate(now)
  return new SignJWT({ sid, events: { [EVENT]: {} } })
    .setProtectedHeader({ alg: key.algorithm, typ: TYPE, kid: key.id })
    .setIssuer(issuer)
    .setAudience(appId)
    .setSubject(userId)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + LIFE)
    .setJti(newTokenId())
    .sign(key.key)
}
