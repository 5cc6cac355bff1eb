/** Reads from the audit log itself which events were purged or erased by retention. */
import { findNewestDetails } from '@/db/queries/audit-chain'
import { parseDetails } from '@/lib/events/details'

export interface Removal {
  from: number
  /** Sequence of the last event affected; 0 if there is none. */
  through: number
}

/** The range that the newest sealed event of this type records. */
export async function lastRemovedRange(type: 'audit_purged' | 'audit_erased'): Promise<Removal> {
  const { from, through } = parseDetails(await findNewestDetails(type))
  return {
    from: typeof from === 'number' ? from : 1,
    through: typeof through === 'number' ? through : 0,
  }
}
