/** Which living session a browser's cookies stand for, whichever of the two still tells. */
import { findSessionForRefresh } from '@/db/queries/session-lookups'
import type { SessionRecord } from '@/db/queries/sessions'
import type { RevokedTokenRecord } from '@/db/queries/revoked-tokens'
import { noteSession } from '@/lib/telemetry/request-context'
import type { ClientId } from '@/lib/tokens/claims'
import { refreshTokenId } from '@/lib/tokens/refresh'
import { authenticate } from './authenticate'
import { generationOf } from './generation'
import { isBeingReplaced, isLiving } from './living'
import { checkRefreshToken, findRefreshKey } from './issue'

/** What a browser or a device brought; null where it brought nothing. */
export interface PresentedTokens {
  readonly access: string | null
  readonly refresh: string | null
  /** Which of the two doors it came by; cookies where it is not said. */
  readonly kind?: ClientId
}

export interface IdentifiedSession {
  readonly session: SessionRecord
  readonly accessToken: { id: string; expiresAt: Date } | null
  /** The generation of a refresh token that only a copy can be; null for an honest one. */
  readonly reused: number | null
}

/**
 * The living session of the tokens, or null. An access token alone tells; so does a refresh token,
 * of which the newest and its predecessor while that is good are honest.
 */
export async function identifySession(
  { access, refresh, kind = 'web' }: PresentedTokens,
  now: Date,
): Promise<IdentifiedSession | null> {
  if (access) {
    const by = await authenticate(access, kind, now)
    if (by.ok) {
      const { accessTokenId: id, accessExpiresAt: expiresAt } = by.actor
      return { session: by.session, accessToken: { id, expiresAt }, reused: null }
    }
  }
  return refresh ? identifyByRefreshToken(refresh, kind, now) : null
}

/** The living session that `token` may still be traded for. */
export async function sessionOfRefreshToken(
  token: string,
  now: Date,
): Promise<SessionRecord | null> {
  const identified = await identifyByRefreshToken(token, 'web', now)
  return identified?.reused === null ? identified.session : null
}

async function identifyByRefreshToken(
  token: string,
  kind: ClientId,
  now: Date,
): Promise<IdentifiedSession | null> {
  const verified = await checkRefreshToken(token, kind, now)
  if (!verified.ok) return null
  const { sid, jti, gen, sub } = verified.claims
  const found = await findSessionForRefresh(sid, jti)
  if (!found || found.tokenRevoked || !isLiving(found, now)) return null

  const { session } = found
  const generation = generationOf(gen, session)
  if (session.userId !== sub || generation === 'unknown') return null
  noteSession(session.id)
  return { session, accessToken: null, reused: generation === 'copied' ? gen : null }
}

/** True when the session of `token` is being replaced: the cookies of its successor are on their way. */
export async function isReplacedByNow(token: string, now: Date): Promise<boolean> {
  const verified = await checkRefreshToken(token, 'web', now)
  if (!verified.ok) return false
  const { sid, jti, sub } = verified.claims
  const found = await findSessionForRefresh(sid, jti)
  return found !== null && found.session.userId === sub && isBeingReplaced(found, now)
}

/** The ids to be revoked with a session: those of its newest refresh token and of this access token. */
export async function tokenIdsOf(
  { session, accessToken }: Pick<IdentifiedSession, 'session' | 'accessToken'>,
  now: Date,
): Promise<RevokedTokenRecord[]> {
  const { id: sessionId, userId, generation, idleExpiresAt } = session
  const key = await findRefreshKey(session.refreshKeyId)
  const ids: RevokedTokenRecord[] = []
  if (key) {
    const id = await refreshTokenId(sessionId, generation, key)
    ids.push({ id, userId, revokedAt: now, expiresAt: idleExpiresAt })
  }
  if (accessToken) ids.push({ ...accessToken, userId, revokedAt: now })
  return ids
}
