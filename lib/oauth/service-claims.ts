/**
 * The claims of tokens for services: those of our own access tokens, so that `packages/verify`
 * accepts them as they are. Our own doors refuse them, since their `client_id` is an application.
 *
 * @see RFC 9068
 */
import type {
  AccessToken,
  ClientCredentials,
  JWTStructured,
  KoaContextWithOIDC,
} from 'oidc-provider'
import { transaction } from '@/db/connection'
import { extendStatus } from '@/db/queries/app-statuses'
import { findGrantLife, type AppGrantLife } from '@/db/queries/app-grants'
import { findApp, type AppRecord } from '@/db/queries/apps'
import { env } from '@/lib/base/env'
import type { AppGrantId, AppId } from '@/lib/base/ids'
import { addSeconds, earliest, fromNumericDate, toNumericDate } from '@/lib/base/time'
import { authorityOf } from '@/lib/permissions/authority'
import type { Permission } from '@/lib/permissions/permissions'
import { statusOf } from '@/lib/status-lists/positions'
import { isGrantLiving } from './living'
import { machineStatusIndex } from './machine-status'
import { SERVICE_SCOPES } from './services'

type Errors = typeof import('oidc-provider').errors
type Token = AccessToken | ClientCredentials

/** @returns what completes a token for a service before it is signed. */
export function serviceClaims(errors: Errors) {
  return async (
    ctx: KoaContextWithOIDC,
    token: Token,
    { payload }: JWTStructured,
  ): Promise<void> => {
    const app = await findApp(token.clientId as AppId)
    if (!app) throw new errors.InvalidClient('it is not known')
    const issuedAt = Number(payload.iat)
    const claims = isOfUser(token)
      ? await claimsOfUser(ctx, token, { app, issuedAt, errors })
      : await claimsOfMachine(app, token, issuedAt)
    Object.assign(payload, { nbf: issuedAt, gen: 0 }, claims)
  }
}

function isOfUser(token: Token): token is AccessToken {
  return token.kind === 'AccessToken'
}

async function claimsOfUser(
  ctx: KoaContextWithOIDC,
  token: AccessToken,
  { app, issuedAt, errors }: { app: AppRecord; issuedAt: number; errors: Errors },
) {
  const now = fromNumericDate(issuedAt)
  const id = token.grantId as AppGrantId
  const life = await findGrantLife(id)
  if (!life || !isGrantLiving(life, now)) throw new errors.InvalidGrant('the grant has ended')
  const expires = expiryOf(life, now)
  // First: an act that ends very many grants looks only for those that are held.
  const isHeld = await transaction({ locks: 'none' }, () => extendStatus(id, expires))
  if (!isHeld) throw new errors.InvalidGrant('the grant has ended')
  // The answer names its length; the library's types do not.
  Object.assign(token, { expiresIn: toNumericDate(expires) - issuedAt })
  const { roles, permissions } = await authorityOf(life.grant.userId)
  return {
    exp: toNumericDate(expires),
    sid: id,
    ver: life.grant.version,
    ...proofOf(ctx, issuedAt),
    // Of the house only: roles tell more about a user than what was allowed.
    roles: app.firstParty ? [...roles] : [],
    permissions: permissionsIn(token).filter((permission) => permissions.has(permission)),
    ...statusOf(life.grant.statusIndex, env()),
  }
}

/** Those behind its scopes. */
function permissionsIn({ scopes }: Token): Permission[] {
  return [...scopes].flatMap((scope) => SERVICE_SCOPES.get(scope) ?? []).sort()
}

/** No token outlives its session, or the grant. */
function expiryOf({ grant, session }: AppGrantLife, now: Date): Date {
  const ends = grant.offline || !session ? [] : [session.idleExpiresAt, session.expiresAt]
  return earliest(addSeconds(now, env().accessTokenTtl), grant.expiresAt, ...ends)
}

/** When and how the user proved who they are, as the code or refresh token before it says. */
function proofOf({ oidc }: KoaContextWithOIDC, issuedAt: number) {
  const { AuthorizationCode, DeviceCode, RefreshToken } = oidc.entities
  const {
    authTime = issuedAt,
    amr = [],
    acr,
  } = RefreshToken ?? DeviceCode ?? AuthorizationCode ?? {}
  return { auth_time: authTime, amr, ...(acr === undefined ? {} : { acr }) }
}

/** A machine acts for itself: no user, no roles, and the permissions of the scopes that it may ask for. */
async function claimsOfMachine(app: AppRecord, token: ClientCredentials, issuedAt: number) {
  return {
    sid: app.id,
    ver: app.version,
    auth_time: issuedAt,
    roles: [],
    permissions: permissionsIn(token),
    ...statusOf(await machineStatusIndex(app), env()),
  }
}
