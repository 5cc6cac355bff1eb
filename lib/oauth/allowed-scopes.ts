/** Which scopes an application may ask for. */
import type { AppRecord } from '@/db/queries/apps'
import { textList } from './text-list'
import { SCOPES } from './scopes'
import { SERVICE_SCOPES } from './services'

type Limited = Pick<AppRecord, 'kind' | 'scopes'>

/** All that there are for an application of this kind: a machine asks nothing about a user. */
export function scopesFor(kind: AppRecord['kind']): string[] {
  const ofServices = [...SERVICE_SCOPES.keys()]
  if (kind === 'machine') return ofServices
  return [...Object.keys(SCOPES).filter((scope) => scope !== 'openid'), ...ofServices]
}

/** Those that it may ask for. `openid` needs no permission: without it there is no log-in. */
export function allowedScopes({ kind, scopes }: Limited): ReadonlySet<string> {
  const always = kind === 'machine' ? [] : ['openid']
  const limit = scopes === null ? null : new Set(textList(scopes))
  // Nobody allows a machine anything but an administrator.
  if (limit === null && kind === 'machine') return new Set()
  return new Set([...always, ...scopesFor(kind).filter((scope) => limit?.has(scope) ?? true)])
}
