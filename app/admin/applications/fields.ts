/** The fields of an application, and how a form is read. */
import { textField } from '@/lib/base/forms'
import type { AppInput, AppRefusal } from '@/lib/apps/entered'
import type { AppSummary } from '@/lib/apps/list'
import { scopesFor } from '@/lib/oauth/allowed-scopes'
import { isConfidential, isRedirected } from '@/lib/oauth/client-metadata'
import type { Words } from '@/lib/words/catalogues'

export type AppField =
  | 'name'
  | 'redirectUris'
  | 'postLogoutRedirectUris'
  | 'backchannelLogoutUri'
  | 'firstParty'
  | 'roles'
  | 'resources'
  | 'scopes'
  | 'noPkce'
  | 'jwks'
  | 'idTokenAlg'

/** What a form shows: only what an application of its kind needs. */
export interface ShownFields {
  /** Whether browsers are sent back to it. */
  readonly addresses: boolean
  readonly backchannel: boolean
  readonly firstParty: boolean
  readonly pkce: boolean
  readonly keys: boolean
  /** Whether another algorithm can be asked for than that of the installation. */
  readonly algorithm: boolean
  /** Names to choose from; without any, there is no choice. */
  readonly roles: readonly { value: string; label: string }[]
  readonly resources: readonly string[]
  readonly scopes: readonly string[]
}

type Choices = Pick<ShownFields, 'roles' | 'resources' | 'algorithm'>

/** @param app missing for a new one, of which nothing is asked that few need. */
export function fieldsOf(kind: AppInput['kind'], choices: Choices, app?: AppSummary): ShownFields {
  const addresses = isRedirected(kind)
  const isForUsers = kind !== 'machine'
  return {
    addresses,
    firstParty: isForUsers || app?.firstParty === true,
    backchannel: kind === 'web' || Boolean(app?.backchannelLogoutUri),
    pkce: kind === 'web' && app !== undefined,
    algorithm: isForUsers && choices.algorithm && app !== undefined,
    keys: isConfidential(kind) && app !== undefined,
    roles: withKept(isForUsers ? choices.roles : [], app?.roles),
    scopes: isForUsers && app === undefined ? [] : scopesFor(kind),
    resources: [...new Set([...choices.resources, ...(app?.resources ?? [])])],
  }
}

/** Also those that it names already: without one that is gone, more users might get in. */
function withKept(roles: Choices['roles'], kept: readonly string[] = []): Choices['roles'] {
  const known = new Set(roles.map(({ value }) => value))
  const others = kept.filter((role) => !known.has(role))
  return [...roles, ...others.map((role) => ({ value: role, label: role }))]
}

export type TypedApp = Partial<Record<AppField, string>>

export function enteredIn(form: FormData): Omit<AppInput, 'kind'> {
  const told = textField(form, 'backchannelLogoutUri').trim()
  return {
    name: textField(form, 'name'),
    firstParty: textField(form, 'firstParty') === 'yes',
    redirectUris: linesIn(textField(form, 'redirectUris')),
    postLogoutRedirectUris: linesIn(textField(form, 'postLogoutRedirectUris')),
    backchannelLogoutUri: told === '' ? null : told,
    roles: textsIn(form, 'roles'),
    resources: textsIn(form, 'resources'),
    scopes: textsIn(form, 'scopes'),
    requirePkce: textField(form, 'noPkce') !== 'yes',
    jwks: textField(form, 'jwks'),
    idTokenAlg: textField(form, 'idTokenAlg') === 'RS256' ? 'RS256' : null,
  }
}

/** The values of the fields, as texts to show again. */
export function typedOf(entered: Omit<AppInput, 'kind'>): TypedApp {
  return {
    name: entered.name,
    firstParty: entered.firstParty ? 'yes' : '',
    redirectUris: entered.redirectUris.join('\n'),
    postLogoutRedirectUris: entered.postLogoutRedirectUris.join('\n'),
    backchannelLogoutUri: entered.backchannelLogoutUri ?? '',
    roles: (entered.roles ?? []).join(' '),
    resources: (entered.resources ?? []).join(' '),
    scopes: (entered.scopes ?? []).join(' '),
    noPkce: entered.requirePkce === false ? 'yes' : '',
    jwks: entered.jwks ?? '',
    idTokenAlg: entered.idTokenAlg ?? '',
  }
}

/** Why it was refused, at the field that it is about; null where it is about none. */
export function faultOf(
  refusal: AppRefusal,
  words: Words['applications'],
): { field: AppField; why: string } | null {
  if (refusal.reason === 'bad-address') {
    return { field: refusal.field, why: words.faults[refusal.fault] }
  }
  if (refusal.reason === 'bad-keys') {
    return { field: 'jwks', why: words.keyFaults[refusal.fault] }
  }
  const isOfName = refusal.reason === 'no-name' || refusal.reason === 'name-too-long'
  return isOfName ? { field: 'name', why: words.refusals[refusal.reason] } : null
}

function linesIn(text: string): string[] {
  return text.split(/\s+/).filter((line) => line !== '')
}

function textsIn(form: FormData, name: string): string[] {
  return form.getAll(name).filter((value) => typeof value === 'string')
}
