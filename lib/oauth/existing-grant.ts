/** Finds what the application may already do, and grants what needs no question. */
import type { Grant, KoaContextWithOIDC } from 'oidc-provider'
import { findApp } from '@/db/queries/apps'
import { mayUseApp } from '@/lib/apps/roles'
import { isAppId } from '@/lib/base/ids'
import { currentOAuthRequest } from './browser-session'
import { allowedOf, grantIdFor } from './grants'
import { isOffered } from './scopes'
import { consentAt } from './services'

/**
 * The grant of this session and application. It gains the requested scopes that the user allowed
 * before, or all of them for an application of the house; the library asks for what is missing.
 *
 * @throws AccessDenied for a user without any of the roles that the application is for.
 */
export async function existingGrant(ctx: KoaContextWithOIDC): Promise<Grant | undefined> {
  const { signedIn } = currentOAuthRequest()
  const appId = ctx.oidc.client?.clientId
  const app = appId !== undefined && isAppId(appId) ? await findApp(appId) : null
  if (!signedIn || !app) return undefined
  if (!(await mayUseApp(app, signedIn.session.userId))) {
    const { errors } = await import('oidc-provider')
    throw new errors.AccessDenied('the user has none of the roles that this application is for')
  }
  const isAllowed = await allowedOf(app, signedIn.session.userId)
  const scopes = [...ctx.oidc.requestParamScopes].filter(isOffered).filter(isAllowed)
  // Before the first consent there is nothing that could end, and nothing to be told.
  if (scopes.length === 0 && ctx.oidc.requestParamScopes.size > 0) return undefined
  const offline = scopes.includes('offline_access')
  const { Grant: GrantModel } = ctx.oidc.provider
  const id = await grantIdFor(app.id, offline)
  const grant =
    (id && (await GrantModel.find(id))) ??
    new GrantModel({ accountId: signedIn.session.userId, clientId: app.id })
  const before = rightsOf(grant)
  grant.addOIDCScope(scopes.join(' '))
  const claims = [...ctx.oidc.requestParamClaims]
  if (app.firstParty && claims.length > 0) grant.addOIDCClaims(claims)
  addServices(ctx, grant, isAllowed)
  if (!id || rightsOf(grant) !== before || claims.length > 0) await grant.save()
  return grant
}

/** The service itself counts too, even if nothing is asked there. */
function addServices(
  { oidc }: KoaContextWithOIDC,
  grant: Grant,
  isAllowed: (consent: string) => boolean,
): void {
  for (const [indicator, { audience = '', scopes }] of Object.entries(oidc.resourceServers ?? {})) {
    const asked = [...oidc.requestParamScopes].filter((scope) => scopes.has(scope))
    const allowed = asked.filter((scope) => isAllowed(consentAt(audience, scope)))
    if (allowed.length > 0) grant.addResourceScope(indicator, allowed.join(' '))
    if (!isAllowed(consentAt(audience))) currentOAuthRequest().asksForService = true
  }
}

function rightsOf(grant: Grant): string {
  return JSON.stringify([grant.getOIDCScope(), grant.resources])
}
