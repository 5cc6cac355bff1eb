/** The library's session, computed from ours: it has no row and no cookie of its own. */
import type { AdapterPayload } from 'oidc-provider'
import { lockOf, transaction } from '@/db/connection'
import { listAppSessions, upsertAppSession } from '@/db/queries/app-sessions'
import { earliest, toNumericDate } from '@/lib/base/time'
import { isAppId } from '@/lib/base/ids'
import { acrOf } from '@/lib/tokens/acr'
import { currentOAuthRequest, sidFor } from './browser-session'

/** What the library's session of the signed-in user would hold; undefined for a visitor. */
export async function computedSession(id: string): Promise<AdapterPayload | undefined> {
  const { signedIn, key } = currentOAuthRequest()
  if (signedIn?.session.id !== id) return undefined
  const { actor, session } = signedIn
  const apps = await listAppSessions(session.id)
  return {
    kind: 'Session',
    jti: session.id,
    uid: session.id,
    iat: toNumericDate(session.createdAt),
    exp: toNumericDate(session.expiresAt),
    accountId: session.userId,
    loginTs: toNumericDate(actor.authTime),
    amr: [...actor.amr],
    acr: acrOf(actor.amr),
    authorizations: Object.fromEntries(
      apps.map(({ appId }) => [appId, { sid: sidFor(session.id, appId, key) }]),
    ),
  }
}

/** Records the applications that now take part in the session, of which nothing else is kept. */
export async function saveParticipants({ authorizations = {} }: AdapterPayload): Promise<void> {
  const { signedIn, key } = currentOAuthRequest()
  if (!signedIn) return
  const { id: sessionId, userId, idleExpiresAt, expiresAt } = signedIn.session
  const dueAt = earliest(idleExpiresAt, expiresAt)
  const known = new Set((await listAppSessions(sessionId)).map(({ appId }) => appId))
  const now = new Date()
  for (const appId of Object.keys(authorizations).filter(isAppId)) {
    if (known.has(appId)) continue
    const sid = sidFor(sessionId, appId, key)
    const row = { sid, sessionId, userId, appId, startedAt: now, dueAt }
    // Two at once could both insert it: its two keys make PostgreSQL refuse the later one.
    await transaction({ locks: lockOf(userId) }, () => upsertAppSession(row))
  }
}
