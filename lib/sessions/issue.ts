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
import { acrOf, methodsIn } from '@/lib/tokens/acr'
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

export interface AccessToken {
  readonly access: string
  readonly accessExpiresAt: Date
}

export interface SessionTokens extends AccessToken {
  readonly userId: UserId
  readonly sessionId: SessionId
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
  const refreshKey = await findRefreshKey(session.refreshKeyId)
  if (!refreshKey) throw new Unavailable('The refresh key')
  const { issuer } = accessRules(env(), session.kind)
  const proof = { authTime: session.authTime, amr: methodsIn(session.amr) }
  const access = await issueAccessToken(session, proof, now, audience)
  const refresh = await signRefreshToken(session, refreshKey, issuer)
  count('tokensIssued', { kind: 'refresh' })
  return {
    ...access,
    userId: session.userId,
    sessionId: session.id,
    refresh,
    refreshExpiresAt: session.idleExpiresAt,
    persistent: session.persistent,
  }
}

/** When and how a user proved who they are. */
export interface Proof {
  readonly authTime: Date
  readonly amr: readonly string[]
}

/** An access token of the session's generation that carries `proof`. @see issueTokens */
export async function issueAccessToken(
  session: SessionRecord,
  { authTime, amr }: Proof,
  now: Date,
  audience: readonly string[] | null,
): Promise<AccessToken> {
  const settings = env()
  const { roles, permissions } = await authorityOf(session.userId)
  const issuedAt = toNumericDate(now)
  const expires = toNumericDate(
    earliest(addSeconds(now, settings.accessTokenTtl), session.idleExpiresAt, session.expiresAt),
  )
  const access = await signAccessToken(
    {
      iss: accessRules(settings, session.kind).issuer,
      aud: audienceOf(session, audience, settings),
      sub: session.userId,
      sid: session.id,
      jti: newTokenId(),
      client_id: session.kind,
      iat: issuedAt,
      nbf: issuedAt,
      exp: expires,
      auth_time: toNumericDate(authTime),
      amr: [...amr],
      acr: acrOf(amr),
      ver: session.version,
      gen: session.generation,
      roles: [...roles],
      permissions: [...permissions].sort(),
      ...statusOf(session.statusIndex, settings),
    },
    await signingKey(),
  )
  count('tokensIssued', { kind: 'access' })
  return { access, accessExpiresAt: fromNumericDate(expires) }
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
