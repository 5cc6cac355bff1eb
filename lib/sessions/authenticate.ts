/** Turns an access token into the user it stands for: the lock that everything else relies on. */
import { lockOf, transactionOver } from '@/db/connection'
import { findSessionForAccess, type AccessLookup } from '@/db/queries/session-lookups'
import { confirmGeneration, updateLastSeen, type SessionRecord } from '@/db/queries/sessions'
import type { SeenFrom } from '@/lib/events/events'
import { isElsewhere, suspect } from '@/lib/incidents/report'
import { authorityBy, type Authority } from '@/lib/permissions/authority'
import { noteSession } from '@/lib/telemetry/request-context'
import { after, fromNumericDate, MINUTE } from '@/lib/base/time'
import type { AccessClaims, ClientId } from '@/lib/tokens/claims'
import { isLiving } from './living'
import { checkAccessToken } from './issue'

export interface Actor extends Authority {
  readonly userId: string
  readonly email: string
  readonly name: string
  readonly userVersion: number
  readonly sessionId: string
  /** The generation of the token that was brought, which may be older than the session's. */
  readonly generation: number
  readonly authTime: Date
  readonly sessionCreatedAt: Date
  readonly sessionIdleExpiresAt: Date
  readonly sessionExpiresAt: Date
  readonly persistent: boolean
  readonly accessTokenId: string
  readonly accessIssuedAt: Date
  readonly accessExpiresAt: Date
}

export type Authentication =
  | { ok: true; actor: Actor; session: SessionRecord }
  | { ok: false; reason: 'expired' | 'invalid' }
  | { ok: false; reason: 'ended'; everywhere: boolean }

/**
 * The user behind `token`.
 *
 * @returns `ended` when the signature is good and the session or the token is not, and whether this
 *   very token has ended everything of the user; `expired` may be mended by a refresh, as when the
 *   key that signed is burned or gone; `invalid` stands for anything that never was a token.
 * @throws Unavailable when the database cannot tell.
 */
export async function authenticate(
  token: string,
  clientId: ClientId,
  now = new Date(),
): Promise<Authentication> {
  const verified = await checkAccessToken(token, clientId, now)
  if (!verified.ok) {
    // A key that is not known is no longer in the ring: the session may well live.
    return { ok: false, reason: verified.reason === 'invalid' ? 'invalid' : 'expired' }
  }
  const { claims, keyId } = verified
  const found = await findSessionForAccess({
    sessionId: claims.sid,
    tokenId: claims.jti,
    keyId,
  })
  if (!found || !standsFor(claims, found, now)) {
    return { ok: false, reason: 'ended', everywhere: found !== null && hasEndedAll(claims, found) }
  }
  // The session lives: whoever brought this may refresh, and must not be told that it has ended.
  if (found.keyStatus === 'burned' || found.keyStatus === 'gone') {
    return { ok: false, reason: 'expired' }
  }
  noteSession(found.session.id)
  return { ok: true, actor: actorOf(claims, found), session: found.session }
}

/** Log-out everywhere revokes the token it was asked for with; a new password does not. */
function hasEndedAll(claims: AccessClaims, found: AccessLookup): boolean {
  const { session, user, tokenRevoked } = found
  return tokenRevoked && session.userId === claims.sub && claims.ver < user.version
}

function standsFor(claims: AccessClaims, found: AccessLookup, now: Date): boolean {
  return (
    isLiving(found, now) &&
    !found.tokenRevoked &&
    found.session.userId === claims.sub &&
    found.session.kind === claims.client_id &&
    found.session.version === claims.ver &&
    claims.gen <= found.session.generation
  )
}

function actorOf(claims: AccessClaims, { session, user, grantedRoles }: AccessLookup): Actor {
  return {
    ...authorityBy(grantedRoles),
    userId: user.id,
    email: user.email,
    name: user.name,
    userVersion: user.version,
    sessionId: session.id,
    generation: claims.gen,
    authTime: session.authTime,
    sessionCreatedAt: session.createdAt,
    sessionIdleExpiresAt: session.idleExpiresAt,
    sessionExpiresAt: session.expiresAt,
    persistent: session.persistent,
    accessTokenId: claims.jti,
    accessIssuedAt: fromNumericDate(claims.iat),
    accessExpiresAt: fromNumericDate(claims.exp),
  }
}

/**
 * How old an access token of the newest generation must be when it is seen in use, for the
 * generation to count as safely kept, in seconds. Chromium writes cookies to disk up to 30 s late:
 * a browser that is killed before comes back with the predecessor. The age of the token counts and
 * not that of the rotation, because an answer that was lost may be fetched long after.
 */
const CONFIRMATION_DELAY = 45
/** `lastSeenAt` is written at most this often, in seconds. */
const LAST_SEEN_STEP = MINUTE

/**
 * Notes that the session is in use, and by whom; and that an honest client holds its newest
 * generation: from then on the predecessor is a stolen one. Two who use it at once are an incident.
 *
 * At most one write for each generation or minute. The caller may ignore a failure: the session
 * then merely stays on the lenient side.
 */
export async function recordUse(
  session: SessionRecord,
  brought: Pick<Actor, 'generation' | 'accessIssuedAt'>,
  from: SeenFrom,
  now = new Date(),
): Promise<void> {
  if (isElsewhere(session, from, now)) await suspect(session, 'two-places', from, now)
  if (isConfirmation(session, brought, now)) {
    await transactionOver(lockOf(session.userId), () =>
      confirmGeneration(session.id, brought.generation, from, now),
    )
  } else if (now >= after(session.lastSeenAt, LAST_SEEN_STEP)) {
    await transactionOver(lockOf(session.userId), () => updateLastSeen(session.id, from, now))
  }
}

function isConfirmation(
  session: SessionRecord,
  { generation, accessIssuedAt }: Pick<Actor, 'generation' | 'accessIssuedAt'>,
  now: Date,
): boolean {
  return (
    generation === session.generation &&
    session.confirmedGeneration < generation &&
    now >= after(session.rotatedAt, CONFIRMATION_DELAY) &&
    now >= after(accessIssuedAt, CONFIRMATION_DELAY)
  )
}
