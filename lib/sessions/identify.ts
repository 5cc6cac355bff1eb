/** Finds the living session of an access token, a refresh token, or both. */
import { findSessionForRefresh } from '@/db/queries/session-lookups'
import type { SessionRecord } from '@/db/queries/sessions'
import type { RevokedTokenRecord } from '@/db/queries/revoked-tokens'
import { setSession } from '@/lib/telemetry/request-context'
import { methodsIn } from '@/lib/tokens/acr'
import type { ClientId } from '@/lib/tokens/claims'
import { refreshTokenId } from '@/lib/tokens/refresh'
import type { TokenId } from '@/lib/base/ids'
import { authenticate } from './authenticate'
import { generationOf } from './generation'
import { isBeingReplaced, isLiving } from './living'
import { checkRefreshToken, findRefreshKey } from './issue'

/** The tokens that a client sent; null for a token it did not send. */
export interface PresentedTokens {
  readonly access: string | null
  readonly refresh: string | null
  /** How the tokens arrived; by cookie unless given. */
  readonly kind?: ClientId
}

export interface IdentifiedSession {
  readonly session: SessionRecord
  readonly accessToken: { id: TokenId; expiresAt: Date } | null
  /** When its user last proved who they are: as the access token says, else by log-in. */
  readonly authTime: Date
  /** How they did it (RFC 8176). */
  readonly amr: readonly string[]
  /** The generation of a refresh token that must be a copy; null otherwise. */
  readonly reused: number | null
}

/**
 * The living session of the tokens, or null. A valid access token decides; otherwise the refresh
 * token does.
 */
export async function identifySession(
  { access, refresh, kind = 'web' }: PresentedTokens,
  now: Date,
): Promise<IdentifiedSession | null> {
  if (access) {
    const found = await authenticate(access, kind, now)
    if (found.ok) {
      const { accessTokenId: id, accessExpiresAt: expiresAt, authTime, amr } = found.actor
      const accessToken = { id, expiresAt }
      return { session: found.session, accessToken, authTime, amr, reused: null }
    }
  }
  return refresh ? identifyByRefreshToken(refresh, kind, now) : null
}

/** The living session that `token` can refresh, or null. */
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
  setSession(session.id)
  const reused = generation === 'copied' ? gen : null
  const amr = methodsIn(session.amr)
  return { session, accessToken: null, authTime: session.authTime, amr, reused }
}

/** True when the session of `token` is being replaced: new cookies are about to arrive. */
export async function isBeingReplacedFor(token: string, now: Date): Promise<boolean> {
  const verified = await checkRefreshToken(token, 'web', now)
  if (!verified.ok) return false
  const { sid, jti, sub } = verified.claims
  const found = await findSessionForRefresh(sid, jti)
  return found !== null && found.session.userId === sub && isBeingReplaced(found, now)
}

/** The token ids to revoke with a session: of its newest refresh token and this access token. */
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
