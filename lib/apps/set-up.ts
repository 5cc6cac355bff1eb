/** The settings of common applications, ready to be copied. */
import type { AppKind } from '@/db/queries/apps'
import { isConfidential, isRedirected } from '@/lib/oauth/client-metadata'
import { OPENID_CONFIGURATION, PROGRAM_ENDPOINTS } from '@/lib/oauth/endpoints'
import { AUTHORIZE } from '@/lib/base/routes'

/** What stands where the page does not know the value. */
export type SetUpPlaceholder = 'secret' | 'redirectUri'

export interface SetUpInput {
  readonly origin: string
  /** What users call the place where they log in. */
  readonly brand: string
  readonly app: {
    readonly id: string
    readonly kind: AppKind
    readonly redirectUris: readonly string[]
  }
  /** Null unless it was created just now. */
  readonly secret: string | null
  readonly placeholders: Readonly<Record<SetUpPlaceholder, string>>
}

interface SetUp {
  /** The name of the software; null for the values alone. */
  readonly software: string | null
  readonly lines: string
}

interface Values {
  readonly origin: string
  readonly brand: string
  readonly discovery: string
  readonly id: string
  readonly secret: string | null
  readonly redirectUri: string | null
}

/** The settings of an application, for any software and for some by name. */
export function setUpsOf({ origin, brand, app, secret, placeholders }: SetUpInput): SetUp[] {
  const [redirectUri = `<${placeholders.redirectUri}>`] = app.redirectUris
  const values: Values = {
    origin,
    brand,
    discovery: origin + OPENID_CONFIGURATION,
    id: app.id,
    secret: isConfidential(app.kind) ? (secret ?? `<${placeholders.secret}>`) : null,
    redirectUri: isRedirected(app.kind) ? redirectUri : null,
  }
  const named = Object.entries(SOFTWARE[app.kind]).map(([software, make]) => ({
    software,
    lines: make(values),
  }))
  return [{ software: null, lines: anyApplication(values) }, ...named]
}

const SOFTWARE: Readonly<Record<AppKind, Readonly<Record<string, (values: Values) => string>>>> = {
  web: {
    'openid-client (Node.js)': openidClient,
    'Auth.js (Next.js)': authJs,
    'mod_auth_openidc (Apache)': modAuthOpenidc,
    Grafana: grafana,
  },
  browser: { 'openid-client (JavaScript)': openidClient },
  native: { 'openid-client (Node.js)': openidClient },
  device: { curl: deviceByCurl },
  machine: { curl: machineByCurl },
}

function anyApplication({ origin, discovery, id, secret, redirectUri }: Values): string {
  return lines(
    `issuer         ${origin}`,
    `discovery      ${discovery}`,
    `client_id      ${id}`,
    secret && `client_secret  ${secret}`,
    redirectUri && `redirect_uri   ${redirectUri}`,
    redirectUri && 'scope          openid profile email',
  )
}

function openidClient({ origin, id, secret }: Values): string {
  const insecure = origin.startsWith('http:')
  const proof = secret === null ? ['undefined', 'client.None()'] : [`'${secret}'`]
  const rest = insecure ? ['undefined', '{ execute: [client.allowInsecureRequests] }'] : []
  // The options come fifth, after how it authenticates.
  const given = [...proof, ...(secret === null ? rest.slice(1) : rest)]
  return lines(
    "import * as client from 'openid-client'",
    `const config = await client.discovery(new URL('${origin}'), '${id}', ${given.join(', ')})`,
  )
}

function authJs({ origin, brand, id, secret }: Values): string {
  return lines(
    'providers: [{',
    `  id: 'gatehouse', name: ${JSON.stringify(brand)}, type: 'oidc',`,
    `  issuer: '${origin}',`,
    `  clientId: '${id}',`,
    `  clientSecret: '${secret}',`,
    // Without it Auth.js takes name and address from the ID token, which does not tell them.
    '  idToken: false,',
    '}]',
  )
}

function modAuthOpenidc({ discovery, id, secret, redirectUri }: Values): string {
  return lines(
    `OIDCProviderMetadataURL ${discovery}`,
    `OIDCClientID ${id}`,
    `OIDCClientSecret ${secret}`,
    `OIDCRedirectURI ${redirectUri}`,
    'OIDCCryptoPassphrase "exec:/bin/cat /etc/apache2/oidc-passphrase"',
    'OIDCScope "openid profile email"',
    'OIDCPKCEMethod S256',
  )
}

function grafana({ origin, brand, id, secret }: Values): string {
  return lines(
    '[auth.generic_oauth]',
    'enabled = true',
    `name = ${brand}`,
    `client_id = ${id}`,
    `client_secret = ${secret}`,
    'scopes = openid profile email roles',
    `auth_url = ${origin}${AUTHORIZE}`,
    `token_url = ${origin}${PROGRAM_ENDPOINTS.token}`,
    `api_url = ${origin}${PROGRAM_ENDPOINTS.userinfo}`,
    'use_pkce = true',
  )
}

function deviceByCurl({ origin, id }: Values): string {
  const url = origin + PROGRAM_ENDPOINTS.deviceAuthorization
  return lines(`curl ${url} -d client_id=${id} -d scope=openid`)
}

function machineByCurl({ origin, id, secret }: Values): string {
  const url = origin + PROGRAM_ENDPOINTS.token
  return lines(`curl ${url} -u '${id}:${secret}' -d grant_type=client_credentials`)
}

function lines(...all: readonly (string | null)[]): string {
  return all.filter((line) => line !== null).join('\n')
}
