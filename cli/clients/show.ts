/** `gatehouse clients list` and `show`. */
import type { Command } from 'commander'
import { listApps, type AppDetails, type AppPage, type AppSummary } from '@/lib/apps/list'
import { keyNames } from '@/lib/apps/public-keys'
import { parseJson } from '@/lib/base/json'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { answer, answering, columns, type Asked } from '../answer'
import { requireApp } from './find'

export function listCommand(): Command {
  return answering('list', 'list applications, the newest first').action(async (asked: Asked) => {
    const apps = await allApps()
    const rows = apps.map((app) => [
      app.id,
      app.kind,
      app.disabledAt ? 'disabled' : 'enabled',
      app.name,
    ])
    answer(asked, { clients: apps.map(jsonOf) }, rows.length > 0 ? columns(rows) : 'None.')
  })
}

async function allApps(): Promise<AppSummary[]> {
  const all: AppSummary[] = []
  for (let cursor: string | null = null; ;) {
    const { apps, next }: AppPage = await listApps(COMMAND_LINE, { cursor, size: 500 })
    all.push(...apps)
    if (next === null) return all
    cursor = next
  }
}

export function showCommand(): Command {
  return answering('show', 'show an application')
    .argument('<id>', 'its client_id')
    .action(async (id: string, asked: Asked) => {
      const app = await requireApp(id)
      answer(asked, detailedJsonOf(app), linesOf(app))
    })
}

/** The names of OpenID Connect Dynamic Client Registration, where there is one. */
function jsonOf(app: AppSummary) {
  return {
    client_id: app.id,
    client_name: app.name,
    kind: app.kind,
    first_party: app.firstParty,
    redirect_uris: app.redirectUris,
    post_logout_redirect_uris: app.postLogoutRedirectUris,
    backchannel_logout_uri: app.backchannelLogoutUri,
    resources: app.resources,
    roles: app.roles,
    scopes: app.scopes,
    require_pkce: app.requirePkce,
    id_token_signed_response_alg: app.idTokenAlg,
    jwks: app.jwks === null ? null : parseJson(app.jwks),
    disabled_at: app.disabledAt,
    created_at: app.createdAt,
  }
}

function detailedJsonOf(app: AppDetails) {
  const secrets = app.secrets.map(({ createdAt, expiresAt }) => ({
    created_at: createdAt,
    expires_at: expiresAt,
  }))
  return { ...jsonOf(app), secrets, last_used_at: app.lastUsedAt }
}

function linesOf(app: AppDetails): string[] {
  const each = (label: string, texts: readonly string[]) => texts.map((text) => [label, text])
  return columns([
    ['name', app.name],
    ['client_id', app.id],
    ['kind', app.kind],
    ['state', app.disabledAt ? `disabled since ${app.disabledAt.toISOString()}` : 'enabled'],
    ['asks users', app.firstParty ? 'no, it is yours' : 'yes'],
    ...each('redirect', app.redirectUris),
    ...each('after log-out', app.postLogoutRedirectUris),
    ...each('told at', app.backchannelLogoutUri === null ? [] : [app.backchannelLogoutUri]),
    ...each('may call', app.resources),
    ...each('may ask for', app.scopes),
    ['for', app.roles.length === 0 ? 'every user' : app.roles.join(' or ')],
    ...(app.requirePkce ? [] : [['PKCE', 'not asked for']]),
    ...each('ID tokens in', app.idTokenAlg === null ? [] : [app.idTokenAlg]),
    ...each('key', keyNames(app.jwks)),
    ...app.secrets.map(({ createdAt, expiresAt }) => [
      'secret',
      `of ${createdAt.toISOString()}${expiresAt ? `, works until ${expiresAt.toISOString()}` : ''}`,
    ]),
    ['last used', app.lastUsedAt?.toISOString() ?? 'not lately'],
  ])
}
