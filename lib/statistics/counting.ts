/** Counts events per hour. */
import { transaction } from '@/db/connection'
import { countSessionsOf, replaceActivity, type ActivityRecord } from '@/db/queries/activity'
import type { SecurityEventRecord } from '@/db/queries/security-events'
import { parseDetails } from '@/lib/events/details'
import { addSeconds, HOUR } from '@/lib/base/time'

/** The number of sessions that were created or refreshed. */
export const ACTIVE_SESSIONS = 'active_sessions'
export const ACTIVITY_EVENTS = ['session_created', 'session_renewed'] as const

/** Our reasons are in kebab-case. This keeps user input out of the kinds. */
const REASON = /^[a-z][a-z-]{0,39}$/

/** The number of events of each kind in each hour. */
export function countsOf(events: readonly SecurityEventRecord[]): ActivityRecord[] {
  const counts = new Map<string, ActivityRecord>()
  for (const event of events) {
    const row = rowOf(hourOf(event.at), kindOf(event))
    const known = counts.get(row.id) ?? row
    counts.set(row.id, { ...known, count: known.count + 1 })
  }
  return [...counts.values()]
}

/** The hours in which these events show active sessions. */
export function activeHours(events: readonly SecurityEventRecord[]): Set<number> {
  const signs = events.filter(({ type }) => ACTIVITY_EVENTS.some((sign) => sign === type))
  return new Set(signs.map(({ at }) => hourOf(at).getTime()))
}

/** Counts the active sessions of an hour from scratch, so any instance may repeat it. */
export async function countActiveSessions(hour: Date): Promise<void> {
  const count = await countSessionsOf(ACTIVITY_EVENTS, hour, addSeconds(hour, HOUR))
  if (count === 0) return
  await transaction({ locks: ['audit'] }, () =>
    replaceActivity({ ...rowOf(hour, ACTIVE_SESSIONS), count }),
  )
}

export function hourOf(point: Date): Date {
  const hour = new Date(point)
  hour.setUTCMinutes(0, 0, 0)
  return hour
}

function kindOf({ type, details }: SecurityEventRecord): string {
  const { reason } = parseDetails(details)
  return typeof reason === 'string' && REASON.test(reason) ? `${type}:${reason}` : type
}

function rowOf(hour: Date, kind: string): ActivityRecord {
  return { id: `${hour.toISOString().slice(0, 13)} ${kind}`, hour, kind, count: 0 }
}
