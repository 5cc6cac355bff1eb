/** Issues and checks session tokens with this installation's keys and settings. */
import type { SessionRecord } from '@/db/queries/sessions'
import { env } from '@/lib/base/env'
import { newTokenId, type SessionId, type UserId } from '@/lib/base/ids'
import { dataKey } from '@/lib/keys/data-keys'
import { findVerifyingKey, signingKey } from '@/lib/keys/signing-keys'
import { authorityOf } from '@/lib/permissions/authority'
import { count } from '@/lib/telemetry/metrics'
import { addSeconds, earliest, fromNumericDate, toNumericDate } from '@/lib/base/time'
import { accessRules, signAccessToken, type AccessVerification } from '@/lib/tokens/access'
import { verifyCached } from '@/lib/tokens/access-cache'
import { statusOf } from '@/lib/status-lists/positions'
import type { ClientId } from '@/lib/tokens/claims'
import {
  signRefreshToken,
  verifyRefreshToken,
  type RefreshKey,
  type RefreshVerification,
} from '@/lib/tokens/refresh'
import { Unavailable } from '@/lib/base/unavailable'
import { audienceOf } from './audience'

export interface SessionTokens {
  readonly userId: UserId
  readonly sessionId: SessionId
  readonly access: string
  readonly accessExpiresAt: Date
  readonly refresh: string
  readonly refreshExpiresAt: Date
  readonly persistent: boolean
}

/**
 * The tokens of the session's current generation: always the same refresh token, and a new access
 * token that expires no later than the session.
 *
 * @param audience the services the access token is for, out of those the session may use; null
 *   means all of them.
 * @throws Unavailable when a key is unavailable.
 */
export async function issueTokens(
  session: SessionRecord,
  now: Date,
  audience: readonly string[] | null = null,
): Promise<SessionTokens> {
  const settings = env()
  const refreshKey = await findRefreshKey(session.refreshKeyId)
  if (!refreshKey) throw new Unavailable('The refresh key')
  const { roles, permissions } = await authorityOf(session.userId)
  const { issuer } = accessRules(settings, session.kind)
  const issuedAt = toNumericDate(now)
  const expires = toNumericDate(
    earliest(addSeconds(now, settings.accessTokenTtl), session.idleExpiresAt, session.expiresAt),
  )
  const access = await signAccessToken(
    {
      iss: issuer,
      aud: audienceOf(session, audience, settings),
      sub: session.userId,
      sid: session.id,
      jti: newTokenId(),
      client_id: session.kind,
      iat: issuedAt,
      nbf: issuedAt,
      exp: expires,
      auth_time: toNumericDate(session.authTime),
      ver: session.version,
      gen: session.generation,
      roles: [...roles],
      permissions: [...permissions].sort(),
      ...statusOf(session.statusIndex, settings),
    },
    await signingKey(),
  )
  const refresh = await signRefreshToken(session, refreshKey, issuer)
  count('tokensIssued', { kind: 'access' })
  count('tokensIssued', { kind: 'refresh' })
  return {
    userId: session.userId,
    sessionId: session.id,
    access,
    accessExpiresAt: fromNumericDate(expires),
    refresh,
    refreshExpiresAt: session.idleExpiresAt,
    persistent: session.persistent,
  }
}

export async function checkAccessToken(
  token: string,
  clientId: ClientId,
  now: Date,
): Promise<AccessVerification> {
  return verifyCached(token, findVerifyingKey, accessRules(env(), clientId), now)
}

export async function checkRefreshToken(
  token: string,
  kind: ClientId,
  now: Date,
): Promise<RefreshVerification> {
  return verifyRefreshToken(token, findRefreshKey, { issuer: env().appOrigin, kind }, now)
}

export function findRefreshKey(id: number): Promise<RefreshKey | null> {
  return dataKey('refresh', id)
}
