/** Lists applications, and shows one. */
import {
  findApp,
  findNewestGrantTime,
  listAppRows,
  listAppSecrets,
  type AppKind,
  type AppRecord,
} from '@/db/queries/apps'
import { decodeTimeCursor, encodeTimeCursor } from '@/lib/base/cursor'
import { isAppId, type ActorId, type AppId } from '@/lib/base/ids'
import { textList } from '@/lib/oauth/text-list'
import { assertMay, type Operator } from '@/lib/permissions/operator'
import { rolesOf } from './entered'

const PAGE_SIZE = 50

export interface AppSummary {
  id: AppId
  name: string
  kind: AppKind
  firstParty: boolean
  redirectUris: readonly string[]
  postLogoutRedirectUris: readonly string[]
  backchannelLogoutUri: string | null
  resources: readonly string[]
  /** The scopes that it may ask for; without any, all, and for a machine none. */
  scopes: readonly string[]
  /** The roles of which a user needs one; none means every user. */
  roles: readonly string[]
  requirePkce: boolean
  /** Its public keys, as a JWK Set; null for one with secrets. */
  jwks: string | null
  /** What signs its ID tokens; null for the algorithm of the installation. */
  idTokenAlg: AppRecord['idTokenAlg']
  disabledAt: Date | null
  createdAt: Date
  createdBy: ActorId
}

export interface AppDetails extends AppSummary {
  /** Those that work, newest first. */
  secrets: readonly { createdAt: Date; expiresAt: Date | null }[]
  /** When a user last logged in to it with a session that was new to it; null if none did lately. */
  lastUsedAt: Date | null
}

export interface AppPage {
  apps: AppSummary[]
  /** Pass it as `cursor` to get the next page; null at the end. */
  next: string | null
}

/** A page of applications, newest first. @throws NotAllowed */
export async function listApps(
  actor: Operator,
  { cursor = null, size = PAGE_SIZE }: { cursor?: string | null; size?: number } = {},
): Promise<AppPage> {
  assertMay(actor, 'apps:read')
  // One extra row shows whether there is a next page.
  const found = await listAppRows(decodeTimeCursor(cursor, 'app'), size + 1)
  const rows = found.slice(0, size)
  const last = found.length > size ? rows.at(-1) : undefined
  return {
    apps: rows.map(summaryOf),
    next: last ? encodeTimeCursor({ at: last.createdAt, id: last.id }) : null,
  }
}

/** Null for an unknown application. @throws NotAllowed */
export async function showApp(
  actor: Operator,
  id: string,
  now = new Date(),
): Promise<AppDetails | null> {
  assertMay(actor, 'apps:read')
  const app = isAppId(id) ? await findApp(id) : null
  if (!app) return null
  const [secrets, lastUsedAt] = await Promise.all([
    listAppSecrets(app.id, now),
    findNewestGrantTime(app.id),
  ])
  return {
    ...summaryOf(app),
    secrets: secrets.map(({ createdAt, expiresAt }) => ({ createdAt, expiresAt })),
    lastUsedAt,
  }
}

function summaryOf(app: AppRecord): AppSummary {
  const { id, name, kind, firstParty, backchannelLogoutUri, requirePkce, jwks, idTokenAlg } = app
  return {
    id,
    name,
    kind,
    firstParty,
    redirectUris: textList(app.redirectUris),
    postLogoutRedirectUris: textList(app.postLogoutRedirectUris),
    backchannelLogoutUri,
    resources: textList(app.resources),
    scopes: app.scopes === null ? [] : textList(app.scopes),
    roles: rolesOf(app),
    requirePkce,
    jwks,
    idTokenAlg,
    disabledAt: app.disabledAt,
    createdAt: app.createdAt,
    createdBy: app.createdBy,
  }
}
