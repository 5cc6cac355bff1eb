/** Exchanges a refresh token for the tokens of the session's next generation. */
import { lockOf, transaction } from '@/db/connection'
import { findSessionForRefresh } from '@/db/queries/session-lookups'
import { swapGeneration, type SessionRecord } from '@/db/queries/sessions'
import { env } from '@/lib/base/env'
import type { SeenFrom } from '@/lib/events/events'
import { recordEvent } from '@/lib/events/record'
import { isOtherClient, reportSharedUse } from '@/lib/incidents/report'
import { newestDataKey } from '@/lib/keys/data-keys'
import { count } from '@/lib/telemetry/metrics'
import { setSession } from '@/lib/telemetry/request-context'
import { addSeconds, earliest } from '@/lib/base/time'
import type { ClientId, RefreshClaims } from '@/lib/tokens/claims'
import { servicesOf } from './audience'
import { endCopiedSession } from './end/one'
import { generationOf } from './generation'
import { isBeingReplaced, isLiving } from './living'
import { checkRefreshToken, issueTokens, type SessionTokens } from './issue'

/**
 * `unknown-audience`: the session may not have tokens for one of the services; nothing has changed,
 * and the same token works again. `replaced`: the browser is about to get the cookies of another
 * session, so do not touch them. After any other refusal the cookies are useless: clear them.
 */
type RefreshRefusal = 'invalid' | 'ended' | 'reuse' | 'replaced' | 'unknown-audience'

export interface Refresh {
  readonly token: string
  readonly from: SeenFrom
  /** How the token arrived; by cookie unless given. */
  readonly kind?: ClientId
  /** The services the access token is for; null means all that the session may use. */
  readonly audience?: readonly string[] | null
}

export type RefreshResult =
  | { ok: true; tokens: SessionTokens }
  | { ok: false; reason: RefreshRefusal }

/**
 * Exchanges `token` for the session's next tokens.
 *
 * Concurrent refreshes with one token, on any number of instances, create one successor, and all
 * of them get it. The predecessor of the newest generation gets the same successor again until that
 * is confirmed. Any older token is a copy, and ends the session.
 *
 * @throws Unavailable in an outage; trying again with the same token is safe.
 * @see RFC 9700 §4.14.2
 */
export async function refreshSession(
  { token, from, kind = 'web', audience = null }: Refresh,
  now = new Date(),
): Promise<RefreshResult> {
  const verified = await checkRefreshToken(token, kind, now)
  if (!verified.ok) return refused(verified.reason === 'expired' ? 'ended' : 'invalid')
  const refreshKey = await newestDataKey('refresh')
  const decision = await transaction({ locks: lockOf(verified.claims.sub) }, () =>
    decide(verified.claims, { from, audience, refreshKeyId: refreshKey.id }, now),
  )
  if (!decision.ok) return refused(decision.reason)
  count('refreshes', { result: decision.by })
  return { ok: true, tokens: await issueTokens(decision.session, now, audience) }
}

function refused(reason: RefreshRefusal): RefreshResult {
  count('refreshes', { result: reason })
  return { ok: false, reason }
}

type Decision =
  | { ok: true; by: 'rotated' | 'repeated'; session: SessionRecord }
  | { ok: false; reason: RefreshRefusal }

interface RefreshOptions {
  from: SeenFrom
  audience: readonly string[] | null
  /** The key that signs the successor. */
  refreshKeyId: number
}

/** Decides the refresh, under the write lock. */
async function decide(
  claims: RefreshClaims,
  { from, audience, refreshKeyId }: RefreshOptions,
  now: Date,
): Promise<Decision> {
  const found = await findSessionForRefresh(claims.sid, claims.jti)
  if (!found || found.session.userId !== claims.sub) return { ok: false, reason: 'ended' }
  if (!isLiving(found, now) || found.tokenRevoked) {
    return { ok: false, reason: isBeingReplaced(found, now) ? 'replaced' : 'ended' }
  }

  const { session } = found
  setSession(session.id)
  const generation = generationOf(claims.gen, session)
  if (generation === 'unknown') return refuseUnknown(session, claims.gen, from, now)
  if (generation === 'copied') {
    await endCopiedSession(session, claims.gen, from, now)
    return { ok: false, reason: 'reuse' }
  }
  const services = servicesOf(session, env())
  if (audience?.some((name) => !services.includes(name))) {
    return { ok: false, reason: 'unknown-audience' }
  }
  return generation === 'newest'
    ? rotate(session, from, refreshKeyId, now)
    : repeatSuccessor(session, from, now)
}

async function rotate(
  session: SessionRecord,
  from: SeenFrom,
  refreshKeyId: number,
  now: Date,
): Promise<Decision> {
  if (isOtherClient(session, from, now)) await reportSharedUse(session, 'two-places', from, now)
  const idleTtl = session.persistent ? env().refreshIdleTtl : env().shortIdleTtl
  const rotated = await swapGeneration(session.id, session.generation, {
    ...from,
    rotatedAt: now,
    rotatedNetwork: from.network,
    rotatedBrowser: from.browser,
    rotatedSystem: from.system,
    idleExpiresAt: earliest(addSeconds(now, idleTtl), session.expiresAt),
    refreshKeyId,
  })
  if (!rotated) throw new Error('The write lock did not hold')
  // Without the user id, so that these many events do not slow down the user's list of activity.
  await recordEvent({ type: 'session_renewed', sessionId: session.id, from }, now)
  return { ok: true, by: 'rotated', session: rotated }
}

/** Changes nothing, so the session cannot fork. */
async function repeatSuccessor(
  session: SessionRecord,
  from: SeenFrom,
  now: Date,
): Promise<Decision> {
  if (from.browser !== session.rotatedBrowser)
    await reportSharedUse(session, 'predecessor', from, now)
  return { ok: true, by: 'repeated', session }
}

/** A generation that was never issued: a restored backup without a new epoch, or a leaked key. */
async function refuseUnknown(
  session: SessionRecord,
  generation: number,
  from: SeenFrom,
  now: Date,
): Promise<Decision> {
  await recordEvent(
    {
      type: 'authn_token_refused',
      userId: session.userId,
      sessionId: session.id,
      from,
      details: { generation, newest: session.generation },
    },
    now,
  )
  return { ok: false, reason: 'invalid' }
}
