/** The look-ups that decide whether a token belongs to an open session. */
import { eq, sql } from 'drizzle-orm'
import { read, readPrepared } from '@/db/connection'
import type { Reader } from '@/db/drivers/driver'
import {
  installation,
  revokedTokens,
  roleGrants,
  roles,
  sessions,
  signingKeys,
  users,
} from '@/db/tables'
import { INSTALLATION_ID } from './installation'
import type { SessionId, TokenId, UserId } from '@/lib/base/ids'
import type { GrantedRole } from './role-grants'
import type { SessionRecord } from './sessions'
import type { SigningKeyRecord } from './signing-keys'

/** A session with everything that decides whether it is open. */
export interface SessionWithUser {
  session: SessionRecord
  user: {
    id: UserId
    email: string
    emailVerifiedAt: Date | null
    name: string
    version: number
    disabledAt: Date | null
  }
  epoch: number
}

function userColumns() {
  return {
    id: users.id,
    email: users.email,
    emailVerifiedAt: users.emailVerifiedAt,
    name: users.name,
    version: users.version,
    disabledAt: users.disabledAt,
  }
}

/** Everything that decides whether to accept an access token, in one look-up by keys. */
export interface AccessLookup extends SessionWithUser {
  tokenRevoked: boolean
  /** Null when the ring does not hold the key, as with keys derived from `AUTH_SECRET`. */
  keyStatus: SigningKeyRecord['status'] | null
  /** What the user holds now; the token may say otherwise. */
  grantedRoles: GrantedRole[]
}

/**
 * The session of an access token, joined with its user and their roles, the epoch, the key that
 * signed the token and the token's revocation.
 */
export async function findSessionForAccess(token: {
  sessionId: SessionId
  tokenId: TokenId
  keyId: string
}): Promise<AccessLookup | null> {
  const rows = await readPrepared('findSessionForAccess', prepareAccessLookup, (query) =>
    query.execute(token),
  )
  const [row] = rows
  if (!row) return null
  const { session, user, epoch, keyStatus, revokedId } = row
  // One row per role that the user holds, or a single row without a role.
  const grantedRoles = rows.flatMap(({ role, permissions }) =>
    role === null ? [] : [{ role, permissions }],
  )
  return { session, user, epoch, keyStatus, grantedRoles, tokenRevoked: revokedId !== null }
}

function prepareAccessLookup(db: Reader) {
  return db
    .select({
      session: sessions,
      user: userColumns(),
      epoch: installation.epoch,
      keyStatus: signingKeys.status,
      revokedId: revokedTokens.id,
      role: roleGrants.role,
      permissions: roles.permissions,
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .innerJoin(installation, eq(installation.id, INSTALLATION_ID))
    .leftJoin(signingKeys, eq(signingKeys.id, sql.placeholder('keyId')))
    .leftJoin(revokedTokens, eq(revokedTokens.id, sql.placeholder('tokenId')))
    .leftJoin(roleGrants, eq(roleGrants.userId, users.id))
    .leftJoin(roles, eq(roles.name, roleGrants.role))
    .where(eq(sessions.id, sql.placeholder('sessionId')))
    .prepare('find_session_for_access')
}

/** The session of a refresh token, joined with its user, the epoch and the token's revocation. */
export async function findSessionForRefresh(
  sessionId: SessionId,
  tokenId: string,
): Promise<(SessionWithUser & { tokenRevoked: boolean }) | null> {
  const [row] = await read((db) =>
    db
      .select({
        session: sessions,
        user: userColumns(),
        epoch: installation.epoch,
        revokedId: revokedTokens.id,
      })
      .from(sessions)
      .innerJoin(users, eq(users.id, sessions.userId))
      .innerJoin(installation, eq(installation.id, INSTALLATION_ID))
      .leftJoin(revokedTokens, eq(revokedTokens.id, tokenId))
      .where(eq(sessions.id, sessionId)),
  )
  if (!row) return null
  const { revokedId, ...found } = row
  return { ...found, tokenRevoked: revokedId !== null }
}

/** Whether or not it is living; null once its row was purged. */
export async function findSession(id: SessionId): Promise<SessionRecord | null> {
  const [row] = await read((db) => db.select().from(sessions).where(eq(sessions.id, id)))
  return row ?? null
}
