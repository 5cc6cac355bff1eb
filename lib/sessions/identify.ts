/** Which living session a browser's cookies stand for, whichever of the two still tells. */
import { findSessionForRefresh, type SessionRecord } from '@/db/queries/sessions'
import type { RevokedTokenRecord } from '@/db/queries/revoked-tokens'
import { refreshTokenId } from '@/lib/tokens/refresh'
import { authenticate } from './authenticate'
import { isLiving } from './living'
import { checkRefreshToken, findRefreshKey } from './tokens'

/** What a browser brought; null where it brought nothing. */
export interface PresentedTokens {
  readonly access: string | null
  readonly refresh: string | null
}

export interface IdentifiedSession {
  readonly session: SessionRecord
  readonly accessToken: { id: string; expiresAt: Date } | null
}

/**
 * The living session of the tokens, or null. An access token alone tells; so does the newest
 * refresh token, or its predecessor while that is good.
 */
export async function identifySession(
  tokens: PresentedTokens,
  now: Date,
): Promise<IdentifiedSession | null> {
  if (tokens.access) {
    const by = await authenticate(tokens.access, 'web', now)
    if (by.ok) {
      const { accessTokenId: id, accessExpiresAt: expiresAt } = by.actor
      return { session: by.session, accessToken: { id, expiresAt } }
    }
  }
  const session = tokens.refresh ? await sessionOfRefreshToken(tokens.refresh, now) : null
  return session && { session, accessToken: null }
}

/** The living session whose present or good predecessor `token` is. */
export async function sessionOfRefreshToken(
  token: string,
  now: Date,
): Promise<SessionRecord | null> {
  const verified = await checkRefreshToken(token, 'web', now)
  if (!verified.ok) return null
  const { sid, jti, gen, sub } = verified.claims
  const found = await findSessionForRefresh(sid, jti)
  if (!found || found.tokenRevoked || !isLiving(found, now)) return null

  const { session } = found
  const isUsable =
    gen === session.generation ||
    (gen === session.generation - 1 && session.confirmedGeneration < session.generation)
  return isUsable && session.userId === sub ? session : null
}

/** The ids to be revoked with a session: those of its newest refresh token and of this access token. */
export async function tokenIdsOf(
  { session, accessToken }: IdentifiedSession,
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
