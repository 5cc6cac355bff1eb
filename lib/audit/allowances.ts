/** What the audit log says of itself: how much of it was removed after its time. */
import { findNewestDetails } from '@/db/queries/audit-chain'
import { parseDetails } from '@/lib/events/details'

export interface Removal {
  from: number
  /** The last event concerned; 0 where nothing was removed. */
  through: number
}

/** What the newest sealed event of this type tells. */
export async function removedThrough(type: 'audit_purged' | 'audit_erased'): Promise<Removal> {
  const { from, through } = parseDetails(await findNewestDetails(type))
  return {
    from: typeof from === 'number' ? from : 1,
    through: typeof through === 'number' ? through : 0,
  }
}
