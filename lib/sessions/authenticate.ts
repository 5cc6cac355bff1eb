/** Verifies an access token and finds its user and session. Every guard relies on it. */
import { lockOf, transaction } from '@/db/connection'
import { findSessionForAccess, type AccessLookup } from '@/db/queries/session-lookups'
import { confirmGeneration, updateLastSeen, type SessionRecord } from '@/db/queries/sessions'
import type { SeenFrom } from '@/lib/events/events'
import { isOtherClient, reportSharedUse } from '@/lib/incidents/report'
import { authorityBy, type Authority } from '@/lib/permissions/authority'
import { setSession } from '@/lib/telemetry/request-context'
import { addSeconds, fromNumericDate, MINUTE } from '@/lib/base/time'
import type { AccessClaims, ClientId } from '@/lib/tokens/claims'
import type { SessionId, TokenId, UserId } from '@/lib/base/ids'
import { isLiving } from './living'
import { checkAccessToken } from './issue'

export interface Actor extends Authority {
  readonly userId: UserId
  readonly email: string
  readonly emailVerifiedAt: Date | null
  readonly name: string
  readonly userVersion: number
  readonly sessionId: SessionId
  /** The generation of this access token, which may be older than the session's. */
  readonly generation: number
  /** When the user last proved who they are, by this token: the row knows only the log-in. */
  readonly authTime: Date
  /** How they did it (RFC 8176). */
  readonly amr: readonly string[]
  readonly sessionCreatedAt: Date
  readonly sessionIdleExpiresAt: Date
  readonly sessionExpiresAt: Date
  /** Until when they may change second factors without one; null unless a recovery code began it. */
  readonly recoveryUntil: Date | null
  readonly persistent: boolean
  readonly accessTokenId: TokenId
  readonly accessIssuedAt: Date
  readonly accessExpiresAt: Date
  /** The services that this access token is for. */
  readonly audience: readonly string[]
}

export type Authentication =
  | { ok: true; actor: Actor; session: SessionRecord }
  | { ok: false; reason: 'expired' | 'invalid' }
  | { ok: false; reason: 'ended'; everywhere: boolean }

/**
 * The user of `token`.
 *
 * @returns `ended` when the signature is valid but the session has ended or the token is revoked;
 *   `everywhere` tells whether this token was used to log out everywhere. `expired` when a refresh
 *   may help, also when the signing key is burned or deleted. `invalid` for anything that never was
 *   a token.
 * @throws Unavailable
 */
export async function authenticate(
  token: string,
  clientId: ClientId,
  now = new Date(),
): Promise<Authentication> {
  const verified = await checkAccessToken(token, clientId, now)
  if (!verified.ok) {
    // An unknown key may be a deleted one, and the session may still live.
    return { ok: false, reason: verified.reason === 'invalid' ? 'invalid' : 'expired' }
  }
  const { claims, keyId } = verified
  const found = await findSessionForAccess({
    sessionId: claims.sid,
    tokenId: claims.jti,
    keyId,
  })
  if (!found || !isValidFor(claims, found, now)) {
    return { ok: false, reason: 'ended', everywhere: found !== null && hasEndedAll(claims, found) }
  }
  // The session lives, so the client may refresh; `ended` would make it log out.
  if (found.keyStatus === 'burned' || found.keyStatus === 'gone') {
    return { ok: false, reason: 'expired' }
  }
  setSession(found.session.id)
  return { ok: true, actor: actorOf(claims, found), session: found.session }
}

/** Log-out everywhere revokes the token of its request; a password change does not. */
function hasEndedAll(claims: AccessClaims, found: AccessLookup): boolean {
  const { session, user, tokenRevoked } = found
  return tokenRevoked && session.userId === claims.sub && claims.ver < user.version
}

function isValidFor(claims: AccessClaims, found: AccessLookup, now: Date): boolean {
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
    emailVerifiedAt: user.emailVerifiedAt,
    name: user.name,
    userVersion: user.version,
    sessionId: session.id,
    generation: claims.gen,
    authTime: fromNumericDate(claims.auth_time),
    amr: claims.amr ?? [],
    sessionCreatedAt: session.createdAt,
    sessionIdleExpiresAt: session.idleExpiresAt,
    sessionExpiresAt: session.expiresAt,
    recoveryUntil: session.recoveryUntil,
    persistent: session.persistent,
    accessTokenId: claims.jti,
    accessIssuedAt: fromNumericDate(claims.iat),
    accessExpiresAt: fromNumericDate(claims.exp),
    audience: [claims.aud].flat(),
  }
}

/**
 * An access token of this age, in seconds, confirms that the client has stored its generation.
 * Chromium writes cookies to disk up to 30 s late: a browser killed before that comes back with the
 * predecessor. The age of the token counts and not the time since the refresh, because a client may
 * fetch a lost answer much later.
 */
const CONFIRMATION_DELAY = 45
/** `lastSeenAt` is written at most this often, in seconds. */
const LAST_SEEN_STEP = MINUTE

type UsedToken = Pick<Actor, 'generation' | 'accessIssuedAt'>

/**
 * Records that the session is in use and from where. Confirms its newest generation when the client
 * has stored it: from then on the predecessor counts as stolen. Two clients that use the session at
 * once are an incident.
 *
 * Writes at most once per generation or minute. A failure may be ignored: the predecessor then
 * stays valid for longer.
 */
export async function recordUse(
  session: SessionRecord,
  token: UsedToken,
  from: SeenFrom,
  now = new Date(),
): Promise<void> {
  if (isOtherClient(session, from, now)) await reportSharedUse(session, 'two-places', from, now)
  if (isConfirmation(session, token, now)) {
    await transaction({ locks: lockOf(session.userId) }, () =>
      confirmGeneration(session.id, token.generation, from, now),
    )
  } else if (isSeenLater(session, now)) {
    await transaction({ locks: lockOf(session.userId) }, () =>
      updateLastSeen(session.id, from, now),
    )
  }
}

/** False if `recordUse` would find nothing to record, as for most requests. */
export function isUseToRecord(
  session: SessionRecord,
  token: UsedToken,
  from: SeenFrom,
  now = new Date(),
): boolean {
  return (
    isSeenLater(session, now) ||
    isConfirmation(session, token, now) ||
    isOtherClient(session, from, now)
  )
}

function isSeenLater({ lastSeenAt }: SessionRecord, now: Date): boolean {
  return now >= addSeconds(lastSeenAt, LAST_SEEN_STEP)
}

function isConfirmation(
  session: SessionRecord,
  { generation, accessIssuedAt }: UsedToken,
  now: Date,
): boolean {
  return (
    generation === session.generation &&
    session.confirmedGeneration < generation &&
    now >= addSeconds(session.rotatedAt, CONFIRMATION_DELAY) &&
    now >= addSeconds(accessIssuedAt, CONFIRMATION_DELAY)
  )
}
