/** Lists the sessions of a user that ended lately, and how. */
import { listEndedSessions } from '@/db/queries/own-sessions'
import type { SessionRecord } from '@/db/queries/sessions'
import { findUserRow } from '@/db/queries/users'
import { env } from '@/lib/base/env'
import type { SessionId, UserId } from '@/lib/base/ids'
import { addSeconds, DAY, earliest } from '@/lib/base/time'
import type { SeenFrom } from '@/lib/events/events'

/** How long an ended session is shown, in seconds. Purging keeps its row as long. */
export const ENDED_SHOWN = 30 * DAY
const MOST = 20
/** Rows to look at: those that ended earlier are among them. */
const MOST_READ = 200

/**
 * How a session ended. `everywhere`: with all others, also by a new password. `unused` and `longest`
 * are the two limits of a session.
 */
export type Ending =
  | 'logged-out'
  | 'replaced'
  | 'reuse'
  | 'everywhere'
  | 'everyone'
  | 'unused'
  | 'longest'

export interface EndedSession extends Omit<SeenFrom, 'network'> {
  id: SessionId
  deviceName: string | null
  label: string | null
  ending: Ending
  /** Null where it is not known: of several endings of all sessions, only the last is stored. */
  endedAt: Date | null
  lastSeenAt: Date
}

/** The sessions that ended in the last 30 days, at most 20, the latest first. @throws Unavailable */
export async function listEndedLately(
  { userId }: { userId: UserId },
  now = new Date(),
): Promise<EndedSession[]> {
  const user = await findUserRow(userId)
  if (!user) return []
  const since = addSeconds(now, -ENDED_SHOWN)
  // A session may have ended long after its last use, by its limit at the latest.
  const usedSince = addSeconds(since, -env().refreshIdleTtl)
  const { version, sessionsEndedAt } = user
  const found = await listEndedSessions({ userId, version, now, usedSince }, MOST_READ)
  return found
    .map(({ session, epoch }) => endedSession(session, { version, sessionsEndedAt, epoch, now }))
    .filter((session) => timeOf(session) >= since)
    .sort((one, other) => timeOf(other).getTime() - timeOf(one).getTime())
    .slice(0, MOST)
}

function timeOf({ endedAt, lastSeenAt }: EndedSession): Date {
  return endedAt ?? lastSeenAt
}

interface Owner {
  version: number
  sessionsEndedAt: Date | null
  epoch: number
  now: Date
}

function endedSession(row: SessionRecord, owner: Owner): EndedSession {
  const { id, deviceName, label, browser, system, device, lastSeenAt } = row
  const [ending, endedAt] = endingOf(row, owner)
  return { id, deviceName, label, browser, system, device, lastSeenAt, ending, endedAt }
}

/** What came first. */
function endingOf(row: SessionRecord, owner: Owner): [Ending, Date | null] {
  if (row.endedAt !== null) return [row.endReason ?? 'logged-out', row.endedAt]
  const limit = earliest(row.idleExpiresAt, row.expiresAt)
  if (row.version !== owner.version) {
    const together = owner.version - row.version === 1 ? owner.sessionsEndedAt : null
    if (together === null || together < limit) return ['everywhere', together]
  }
  if (limit <= owner.now) return [limit < row.expiresAt ? 'unused' : 'longest', limit]
  return ['everyone', null]
}
