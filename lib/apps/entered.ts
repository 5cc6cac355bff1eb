/** What administrators enter about an application, and what may be wrong with it. */
import type { AppKind, AppRecord } from '@/db/queries/apps'
import { env } from '@/lib/base/env'
import { scopesFor } from '@/lib/oauth/allowed-scopes'
import { isConfidential, isRedirected } from '@/lib/oauth/client-metadata'
import { textList } from '@/lib/oauth/text-list'
import { permissionsOfRole } from '@/lib/permissions/authority-rules'
import { oneLine } from '@/lib/users/name'
import { readPublicKeys, type KeyFault } from './public-keys'
import { firstFault, redirectFault, redirectsFault, type AddressFault } from './redirect-uris'

export { APP_KINDS } from '@/db/queries/apps'

/** In code points. */
const MAX_APP_NAME_LENGTH = 80

export interface AppInput {
  readonly name: string
  readonly kind: AppKind
  readonly firstParty: boolean
  readonly redirectUris: readonly string[]
  readonly postLogoutRedirectUris: readonly string[]
  readonly backchannelLogoutUri: string | null
  /** Names of `API_AUDIENCES`; none unless given. */
  readonly resources?: readonly string[]
  /** The roles of which a user needs one; none means every user. */
  readonly roles?: readonly string[]
  /** True unless given. */
  readonly requirePkce?: boolean
  /** Its public keys, as a JWK Set or one JWK; null for one with secrets. */
  readonly jwks?: string | null
  /** What signs its ID tokens; null for the algorithm of the installation. */
  readonly idTokenAlg?: AppRecord['idTokenAlg']
  /** The scopes that it may ask for; without any, all, and for a machine none. */
  readonly scopes?: readonly string[]
}

export type AddressField = 'redirectUris' | 'postLogoutRedirectUris' | 'backchannelLogoutUri'

/** Where a fault is, and what it is. */
export type AppRefusal =
  | { reason: 'no-name' | 'name-too-long' | 'unsupported' | 'pkce-needed' | 'no-keys' }
  | { reason: 'bad-keys'; fault: KeyFault }
  | { reason: 'unknown-role' | 'unknown-resource' | 'unknown-scope'; name: string }
  | { reason: 'bad-address'; field: AddressField; fault: AddressFault }

/** The columns that `AppInput` fills. */
export type EnteredColumns = Pick<
  AppRecord,
  | 'name'
  | 'firstParty'
  | 'redirectUris'
  | 'postLogoutRedirectUris'
  | 'backchannelLogoutUri'
  | 'resources'
  | 'roles'
  | 'requirePkce'
  | 'jwks'
  | 'idTokenAlg'
  | 'scopes'
>

/** @returns `unsupported` with `TOKEN_ALGORITHM=HS256`, whose tokens nobody else can verify. */
export function refusalOf(input: AppInput): AppRefusal | null {
  if (env().tokenAlgorithm === 'HS256') return { reason: 'unsupported' }
  const length = [...oneLine(input.name)].length
  if (length === 0) return { reason: 'no-name' }
  if (length > MAX_APP_NAME_LENGTH) return { reason: 'name-too-long' }
  const isWeb = isConfidential(input.kind) && isRedirected(input.kind)
  if (input.requirePkce === false && !isWeb) return { reason: 'pkce-needed' }
  const known = scopesFor(input.kind)
  const name = input.scopes?.find((scope) => !known.includes(scope))
  if (name !== undefined) return { reason: 'unknown-scope', name }
  return badKeys(input) ?? badAddress(input)
}

function badKeys({ kind, jwks }: AppInput): AppRefusal | null {
  const read = readPublicKeys(jwks ?? '')
  if (!read.ok) return { reason: 'bad-keys', fault: read.fault }
  return read.jwks === null || isConfidential(kind) ? null : { reason: 'no-keys' }
}

function badAddress(input: AppInput): AppRefusal | null {
  const { kind, redirectUris, postLogoutRedirectUris, backchannelLogoutUri } = input
  const told = backchannelLogoutUri === null ? null : redirectFault('web', backchannelLogoutUri)
  const faults: [AddressField, AddressFault | null][] = [
    ['redirectUris', redirectsFault(kind, redirectUris)],
    ['postLogoutRedirectUris', firstFault(kind, postLogoutRedirectUris)],
    ['backchannelLogoutUri', told],
  ]
  for (const [field, fault] of faults) {
    if (fault) return { reason: 'bad-address', field, fault }
  }
  return null
}

/**
 * A role or service that does not exist. One that the application already names may stay: without
 * it, more users might get in than before.
 */
export async function unknownName(
  { roles = [], resources = [] }: AppInput,
  before?: Pick<AppRecord, 'roles' | 'resources'>,
): Promise<AppRefusal | null> {
  const kept = new Set(before ? rolesOf(before) : [])
  for (const name of roles) {
    if (!kept.has(name) && !(await permissionsOfRole(name))) return { reason: 'unknown-role', name }
  }
  const services = new Set([...env().apiAudiences, ...(before ? textList(before.resources) : [])])
  const name = resources.find((one) => !services.has(one))
  return name === undefined ? null : { reason: 'unknown-resource', name }
}

export function columnsOf(input: AppInput): EnteredColumns {
  const { firstParty, backchannelLogoutUri, resources = [], roles = [], requirePkce = true } = input
  const { scopes = [] } = input
  const keys = readPublicKeys(input.jwks ?? '')
  return {
    name: oneLine(input.name),
    firstParty,
    redirectUris: listed(input.redirectUris),
    postLogoutRedirectUris: listed(input.postLogoutRedirectUris),
    backchannelLogoutUri,
    resources: listed([...resources].sort()),
    roles: roles.length === 0 ? null : listed([...roles].sort()),
    scopes: scopes.length === 0 ? null : listed([...scopes].sort()),
    requirePkce,
    jwks: keys.ok ? keys.jwks : null,
    idTokenAlg: input.idTokenAlg === env().tokenAlgorithm ? null : (input.idTokenAlg ?? null),
  }
}

function listed(texts: readonly string[]): string {
  return JSON.stringify([...new Set(texts)])
}

/** The roles of which a user needs one; none means every user. */
export function rolesOf({ roles }: Pick<AppRecord, 'roles'>): string[] {
  return roles === null ? [] : textList(roles)
}
