/** The place in the status lists of the tokens that an application gets for itself. */
import { transaction } from '@/db/connection'
import { swapAppStatus } from '@/db/queries/app-statuses'
import { findApp, type AppRecord } from '@/db/queries/apps'
import { allocateStatusIndex } from '@/db/queries/installation'
import { findAssignedIndexes } from '@/db/queries/status-lists'
import { Unavailable } from '@/lib/base/unavailable'

/**
 * The place of the application's next token. One that was retired, or that a restored backup shows
 * as ended, is replaced.
 *
 * @throws Unavailable
 */
export async function machineStatusIndex(app: AppRecord): Promise<number> {
  const { id, statusIndex } = app
  const assigned = await findAssignedIndexes()
  if (!assigned) throw new Unavailable('The installation')
  if (statusIndex !== null && statusIndex >= assigned.first) return statusIndex
  const mine = await transaction({ locks: 'none' }, async () => {
    const allocated = await allocateStatusIndex()
    if (!allocated) throw new Unavailable('The installation')
    const { statusIndex: next } = allocated
    return (await swapAppStatus(id, statusIndex, next)) ? next : null
  })
  // Another request was first, and its place is as good.
  const place = mine ?? (await findApp(id))?.statusIndex
  if (place === null || place === undefined) throw new Unavailable('The application')
  return place
}
