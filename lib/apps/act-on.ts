/** How administrators act on an application that is there. */
import { transaction } from '@/db/connection'
import { findApp, type AppRecord } from '@/db/queries/apps'
import type { AppId } from '@/lib/base/ids'
import { confirmOperator } from '@/lib/permissions/authority-rules'
import { assertMay, type Operator } from '@/lib/permissions/operator'

export interface NoApp {
  ok: false
  reason: 'not-found'
}

/**
 * Runs `act` on an application in one transaction. It holds the lock `roles`, so that no two
 * administrators change one at a time.
 *
 * @throws NotAllowed
 */
export async function actOnApp<Result>(
  actor: Operator,
  id: AppId,
  act: (app: AppRecord) => Promise<Result>,
): Promise<Result | NoApp> {
  assertMay(actor, 'apps:write')
  return transaction({ locks: ['roles'] }, async () => {
    await confirmOperator(actor, 'apps:write')
    const app = await findApp(id)
    return app ? act(app) : { ok: false, reason: 'not-found' }
  })
}
