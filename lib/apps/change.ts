/** Changes applications. */
import {
  deleteOtherAppSecrets,
  findApp,
  raiseAppVersion,
  updateApp,
  type AppRecord,
} from '@/db/queries/apps'
import type { AppId } from '@/lib/base/ids'
import type { SeenFrom } from '@/lib/events/events'
import { recordEvent } from '@/lib/events/record'
import { allowedScopes } from '@/lib/oauth/allowed-scopes'
import { keepLines } from '@/lib/keys/lines'
import { textList } from '@/lib/oauth/text-list'
import { assertMay, byOperator, type Operator } from '@/lib/permissions/operator'
import { actOnApp, type NoApp } from './act-on'
import {
  columnsOf,
  refusalOf,
  rolesOf,
  unknownName,
  type AppInput,
  type AppRefusal,
  type EnteredColumns,
} from './entered'

export type ChangeInput = Omit<AppInput, 'kind'> & { readonly appId: AppId }

export type ChangedApp =
  | {
      ok: true
      /** Whether everything that it held has ended. */
      ended: boolean
    }
  | NoApp
  | ({ ok: false } & (AppRefusal | { reason: 'already' }))

/**
 * Changes everything about an application but its kind. If it may do less than before, everything
 * that it holds ends: users who still may use it are led through the log-in again.
 *
 * @throws NotAllowed
 */
export async function changeApp(
  actor: Operator,
  input: ChangeInput,
  from?: SeenFrom,
  now = new Date(),
): Promise<ChangedApp> {
  const changed = await actOnApp<ChangedApp>(actor, input.appId, async (app) => {
    const entered = { ...input, kind: app.kind }
    const refusal = refusalOf(entered) ?? (await unknownName(entered, app))
    if (refusal) return { ok: false, ...refusal }
    const columns = columnsOf(entered)
    const names = changedNames(app, columns)
    if (names.length === 0) return { ok: false, reason: 'already' }
    const ended = isNarrower(app, columns)
    if (ended) await raiseAppVersion(app.id)
    await updateApp(app.id, columns)
    // Without the keys again, it must not get in by a secret of long ago.
    if (columns.jwks !== null) await deleteOtherAppSecrets(app.id, null)
    const details = { app: app.id, changed: names.join(' ') }
    await recordEvent({ type: 'app_changed', ...byOperator(actor, from), details }, now)
    return { ok: true, ended }
  })
  if (changed.ok && input.idTokenAlg) await keepLines(now)
  return changed
}

/**
 * Whether this change would end everything that the application holds, so that it can be asked
 * about. False for one that would be refused.
 *
 * @throws NotAllowed
 */
export async function wouldEnd(actor: Operator, input: ChangeInput): Promise<boolean> {
  assertMay(actor, 'apps:write')
  const app = await findApp(input.appId)
  if (!app || refusalOf({ ...input, kind: app.kind })) return false
  return isNarrower(app, columnsOf({ ...input, kind: app.kind }))
}

function changedNames(app: AppRecord, columns: EnteredColumns): string[] {
  // Safe: `columns` has exactly the keys of its type.
  const names = Object.keys(columns) as (keyof EnteredColumns)[]
  return names.filter((name) => app[name] !== columns[name])
}

/** True if some user or service is out of its reach from now on, or users have to be asked. */
function isNarrower(before: AppRecord, after: EnteredColumns): boolean {
  const services = new Set(textList(after.resources))
  const scopes = allowedScopes({ kind: before.kind, scopes: after.scopes })
  const [rolesBefore, roles] = [rolesOf(before), new Set(rolesOf(after))]
  return (
    (before.firstParty && !after.firstParty) ||
    textList(before.resources).some((name) => !services.has(name)) ||
    [...allowedScopes(before)].some((scope) => !scopes.has(scope)) ||
    (roles.size > 0 && (rolesBefore.length === 0 || rolesBefore.some((role) => !roles.has(role))))
  )
}
