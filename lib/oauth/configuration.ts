/** The settings of the library, all in one place. */
import type { Client, Configuration, JWK, KoaContextWithOIDC } from 'oidc-provider'
import type { Settings } from '@/lib/base/env'
import { APP_LOG_OUT, AUTHORIZE, JWKS } from '@/lib/base/routes'
import { HOUR, MINUTE } from '@/lib/base/time'
import { LEVELS } from '@/lib/tokens/acr'
import { accountFor } from './account'
import { adapters } from './adapter'
import { currentOAuthRequest } from './browser-session'
import { REQUIRE_PKCE } from './client-metadata'
import { PROGRAM_ENDPOINTS } from './endpoints'
import { existingGrant } from './existing-grant'
import { interactionPolicy, interactionUrl, keepOffline, OFFLINE_MARK } from './interactions'
import { GRANT_LIFE } from './living'
import { resourceIndicators } from './resource-servers'
import { SCOPES } from './scopes'
import { serviceClaims } from './service-claims'
import { isConfidentialClient } from './structured-tokens'

type Library = typeof import('oidc-provider')

/** Seconds for which each thing lives. */
const LIFE = {
  code: MINUTE,
  interaction: HOUR,
  idToken: HOUR,
  device: 10 * MINUTE,
}

const featuresOf = ({ errors }: Library): Configuration['features'] => ({
  devInteractions: { enabled: false },
  claimsParameter: { enabled: true },
  dPoP: { enabled: true },
  deviceFlow: {
    enabled: true,
    charset: 'base-20',
    mask: '****-****',
    deviceInfo: () => ({ network: currentOAuthRequest().from.network }),
  },
  introspection: { enabled: true, allowedPolicy: mayIntrospect },
  pushedAuthorizationRequests: { enabled: true },
  requestObjects: { enabled: false },
  resourceIndicators: resourceIndicators(errors),
  revocation: { enabled: true, allowedPolicy: isOwnToken },
  rpInitiatedLogout: { enabled: true, logoutSource: () => undefined },
  clientCredentials: { enabled: true },
})

const ROUTES: Configuration['routes'] = {
  authorization: AUTHORIZE,
  end_session: APP_LOG_OUT,
  token: PROGRAM_ENDPOINTS.token,
  userinfo: PROGRAM_ENDPOINTS.userinfo,
  introspection: PROGRAM_ENDPOINTS.introspection,
  revocation: PROGRAM_ENDPOINTS.revocation,
  pushed_authorization_request: PROGRAM_ENDPOINTS.pushedAuthorizationRequest,
  device_authorization: PROGRAM_ENDPOINTS.deviceAuthorization,
  code_verification: '/oauth/device/verify',
  jwks: JWKS,
}

export function configurationFor(
  library: Library,
  settings: Settings,
  jwks: { keys: JWK[] },
): Configuration {
  const { tokenAlgorithm, clockTolerance } = settings
  const cookie = {
    httpOnly: true,
    sameSite: 'lax',
    secure: settings.isHttps,
    signed: false,
  } as const
  return {
    adapter: adapters(library.errors),
    jwks,
    clockTolerance,
    acrValues: [...LEVELS],
    scopes: Object.keys(SCOPES),
    claims: Object.fromEntries(
      Object.entries(SCOPES).map(([scope, claims]) => [scope, [...claims]]),
    ),
    responseTypes: ['code'],
    subjectTypes: ['public'],
    clientAuthMethods: ['none', 'client_secret_basic', 'client_secret_post', 'private_key_jwt'],
    clientDefaults: { id_token_signed_response_alg: tokenAlgorithm },
    enabledJWA: { idTokenSigningAlgValues: algorithmsIn(jwks) },
    extraClientMetadata: { properties: [REQUIRE_PKCE] },
    extraParams: { [OFFLINE_MARK]: keepOffline },
    pkce: { required: pkceIsRequired },
    allowOmittingSingleRegisteredRedirectUri: false,
    conformIdTokenClaims: true,
    cookies: {
      keys: [],
      names: cookieNames(settings),
      long: cookie,
      short: cookie,
    },
    clientBasedCORS: (_, origin, client) => originsOf(client).has(origin),
    findAccount: accountFor,
    loadExistingGrant: existingGrant,
    expiresWithSession: async () => false,
    issueRefreshToken: async (_, client) => client.grantTypeAllowed('refresh_token'),
    rotateRefreshToken: ({ oidc }) => rotates(oidc.client, oidc.entities.RefreshToken),
    revokeGrantPolicy: endsGrant,
    interactions: { policy: interactionPolicy(library), url: interactionUrl },
    renderError: (ctx, { error }) => {
      currentOAuthRequest().problem = { code: error, status: ctx.status }
      ctx.respond = false
    },
    formats: { customizers: { jwt: serviceClaims(library.errors) } },
    features: featuresOf(library),
    routes: ROUTES,
    ttl: lifeOf(settings),
  }
}

type IdTokenAlgorithms = NonNullable<Configuration['enabledJWA']>['idTokenSigningAlgValues']

/** Safe: our keys have no other algorithms than the library knows. */
function algorithmsIn({ keys }: { keys: JWK[] }): IdTokenAlgorithms {
  return [...new Set(keys.map(({ alg }) => alg))] as IdTokenAlgorithms
}

function lifeOf({ accessTokenTtl, refreshIdleTtl, sessionMaxAge }: Settings): Configuration['ttl'] {
  return {
    AccessToken: accessTokenTtl,
    ClientCredentials: accessTokenTtl,
    AuthorizationCode: LIFE.code,
    IdToken: LIFE.idToken,
    Interaction: LIFE.interaction,
    DeviceCode: LIFE.device,
    Grant: GRANT_LIFE,
    // One that is not renewed by each use ends with its grant.
    RefreshToken: (_, token, client) => (rotates(client, token) ? refreshIdleTtl : GRANT_LIFE),
    Session: sessionMaxAge,
  }
}

/**
 * The library's cookies. Only `resume` reaches a browser: it binds a waiting request to it. The
 * session is handed on by our server, and our pages name the request in their address.
 */
export function cookieNames({ isHttps }: Pick<Settings, 'isHttps'>) {
  const name = isHttps ? '__Secure-gh_oauth' : 'gh_oauth'
  return { session: `${name}_session`, interaction: `${name}_page`, resume: `${name}_request` }
}

/** Others are bound: by the client's own authentication, or by a key (RFC 9700 §4.14.2). */
function rotates(
  client: Client | undefined,
  token: { isSenderConstrained(): boolean } | undefined,
): boolean {
  return client?.clientAuthMethod === 'none' && token?.isSenderConstrained() !== true
}

/** The library asks before it ends a grant; at the token endpoint only a repetition does. */
function endsGrant({ oidc }: KoaContextWithOIDC): boolean {
  if (oidc.route === 'token') currentOAuthRequest().isReuse = true
  // An application that gives one access token back goes on.
  return oidc.route !== 'revocation' || oidc.entities.AccessToken === undefined
}

/** Off only for one that can keep a secret, and then the request must have a nonce. */
function pkceIsRequired(ctx: KoaContextWithOIDC, client: Client): boolean {
  return client[REQUIRE_PKCE] !== false || typeof ctx.oidc.params?.nonce !== 'string'
}

/** Where pages of the application come from: its addresses are the only ones that we know. */
function originsOf({ redirectUris = [] }: Client): Set<string> {
  return new Set(redirectUris.flatMap((uri) => (URL.canParse(uri) ? new URL(uri).origin : [])))
}

type OfClient = { clientId?: string | undefined }

async function isOwnToken(_: KoaContextWithOIDC, client: Client, token: OfClient) {
  return token.clientId === client.clientId
}

/** Only by one that authenticates: others could only guess. */
async function mayIntrospect(ctx: KoaContextWithOIDC, client: Client, token: OfClient) {
  return isConfidentialClient(client) && (await isOwnToken(ctx, client, token))
}
