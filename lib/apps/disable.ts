/** Disables, enables and deletes applications. */
import { inBatches } from '@/db/batches'
import { deleteApp, deleteSomeOfApp, raiseAppVersion, updateApp } from '@/db/queries/apps'
import type { AppId } from '@/lib/base/ids'
import type { SeenFrom } from '@/lib/events/events'
import { recordEvent } from '@/lib/events/record'
import { byOperator, type Operator } from '@/lib/permissions/operator'
import { oneLine } from '@/lib/users/name'
import { actOnApp, type NoApp } from './act-on'

interface Target {
  readonly appId: AppId
}

export type SwitchResult = { ok: true } | NoApp | { ok: false; reason: 'already' }

/**
 * Disables an application: users cannot log in to it, and everything that it holds ends for good.
 *
 * @throws NotAllowed
 */
export async function disableApp(
  actor: Operator,
  { appId }: Target,
  from?: SeenFrom,
  now = new Date(),
): Promise<SwitchResult> {
  return actOnApp<SwitchResult>(actor, appId, async (app) => {
    if (app.disabledAt !== null) return { ok: false, reason: 'already' }
    // So that nothing comes back when it is enabled.
    await raiseAppVersion(appId)
    await updateApp(appId, { disabledAt: now })
    const details = { app: appId }
    await recordEvent({ type: 'app_disabled', ...byOperator(actor, from), details }, now)
    return { ok: true }
  })
}

/** Lets users log in to a disabled application again. @throws NotAllowed */
export async function enableApp(
  actor: Operator,
  { appId }: Target,
  from?: SeenFrom,
  now = new Date(),
): Promise<SwitchResult> {
  return actOnApp<SwitchResult>(actor, appId, async (app) => {
    if (app.disabledAt === null) return { ok: false, reason: 'already' }
    await updateApp(appId, { disabledAt: null })
    const details = { app: appId }
    await recordEvent({ type: 'app_enabled', ...byOperator(actor, from), details }, now)
    return { ok: true }
  })
}

export type DeletedApp = { ok: true } | NoApp | { ok: false; reason: 'not-confirmed' }

/**
 * Deletes an application and everything that it holds, which ends at the first step.
 *
 * @param target.name the application's, as the administrator typed it to confirm
 * @throws NotAllowed; and Unavailable, after which it may be disabled only: delete it again.
 */
export async function removeApp(
  actor: Operator,
  { appId, name: typed }: Target & { readonly name: string },
  from?: SeenFrom,
  now = new Date(),
): Promise<DeletedApp> {
  const ended = await actOnApp<DeletedApp>(actor, appId, async (app) => {
    if (oneLine(typed) !== app.name) return { ok: false, reason: 'not-confirmed' }
    await raiseAppVersion(appId)
    await updateApp(appId, { disabledAt: app.disabledAt ?? now })
    return { ok: true }
  })
  if (!ended.ok) return ended
  let result: DeletedApp = ended
  await inBatches(async (size) => {
    let isMore = false
    result = await actOnApp<DeletedApp>(actor, appId, async ({ name, kind }) => {
      isMore = await deleteSomeOfApp(appId, size)
      if (isMore) return { ok: true }
      await deleteApp(appId)
      const details = { app: appId, name, kind }
      await recordEvent({ type: 'app_deleted', ...byOperator(actor, from), details }, now)
      return { ok: true }
    })
    return isMore
  })
  return result
}
