/** What the library knows of an application. @see OpenID Connect Dynamic Client Registration 1.0 §2 */
import type { AdapterPayload } from 'oidc-provider'
import { findApp, type AppKind, type AppRecord } from '@/db/queries/apps'
import { env } from '@/lib/base/env'
import type { AppId } from '@/lib/base/ids'
import { parseJson } from '@/lib/base/json'
import { allowedScopes } from './allowed-scopes'
import { isOffered } from './scopes'
import { textList } from './text-list'

/** Ours: the library has no setting for it, and keeps it under this name. */
export const REQUIRE_PKCE = 'require_pkce'

const CODE = ['authorization_code', 'refresh_token']
export const DEVICE_CODE = 'urn:ietf:params:oauth:grant-type:device_code'

/** How each kind authenticates, and by which grants it gets tokens. */
const KINDS: Record<AppKind, { type: 'web' | 'native'; secret: boolean; grants: string[] }> = {
  web: { type: 'web', secret: true, grants: CODE },
  browser: { type: 'web', secret: false, grants: CODE },
  native: { type: 'native', secret: false, grants: CODE },
  device: { type: 'native', secret: false, grants: [DEVICE_CODE, 'refresh_token'] },
  machine: { type: 'web', secret: true, grants: ['client_credentials'] },
}

/** True for an application that can keep a secret (RFC 6749 §2.1). */
export function isConfidential(kind: AppKind): boolean {
  return KINDS[kind].secret
}

/** True for an application to which browsers are sent back. */
export function isRedirected(kind: AppKind): boolean {
  return KINDS[kind].grants === CODE
}

/** Null for an application that is unknown or disabled. */
export async function clientMetadata(id: AppId): Promise<AdapterPayload | null> {
  const app = await findApp(id)
  return app && app.disabledAt === null ? metadataOf(app) : null
}

function metadataOf(app: AppRecord): AdapterPayload {
  const { type, secret, grants } = KINDS[app.kind]
  const redirected = isRedirected(app.kind)
  return {
    client_id: app.id,
    client_name: app.name,
    application_type: type,
    grant_types: grants,
    response_types: redirected ? ['code'] : [],
    redirect_uris: redirected ? textList(app.redirectUris) : [],
    post_logout_redirect_uris: textList(app.postLogoutRedirectUris),
    id_token_signed_response_alg: app.idTokenAlg ?? env().tokenAlgorithm,
    [REQUIRE_PKCE]: app.requirePkce,
    ...(app.scopes !== null &&
      app.kind !== 'machine' && { scope: [...allowedScopes(app)].filter(isOffered).join(' ') }),
    ...authenticationOf(app, secret),
    ...(app.backchannelLogoutUri === null
      ? {}
      : {
          backchannel_logout_uri: app.backchannelLogoutUri,
          backchannel_logout_session_required: true,
        }),
  }
}

function authenticationOf({ jwks }: AppRecord, secret: boolean): AdapterPayload {
  if (!secret) return { token_endpoint_auth_method: 'none' }
  if (jwks !== null) {
    return { token_endpoint_auth_method: 'private_key_jwt', jwks: parseJson(jwks) as never }
  }
  // The library wants one; the real ones are hashes, which `compareClientSecret` looks up.
  return { token_endpoint_auth_method: 'client_secret_basic', client_secret: 'hashed' }
}
