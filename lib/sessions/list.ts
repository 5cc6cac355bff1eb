/** Where a user is signed in. */
import { listOpenSessions, type SessionRecord } from '@/db/queries/sessions'
import { findUserRow } from '@/db/queries/users'
import type { SeenFrom } from '@/lib/events/events'
import { assertMay, type Operator } from '@/lib/permissions/operator'
import type { ClientId } from '@/lib/tokens/claims'
import type { Actor } from './authenticate'

export interface SessionSummary extends SeenFrom {
  id: string
  kind: ClientId
  /** What a device calls itself. */
  deviceName: string | null
  /** The session that asks. */
  current: boolean
  createdAt: Date
  lastSeenAt: Date
  persistent: boolean
}

/** The living sessions of the actor, the asking one first, then by last use. */
export async function listSessions(actor: Actor, now = new Date()): Promise<SessionSummary[]> {
  const rows = await listOpenSessions(actor.userId, actor.userVersion, now)
  const summaries = rows.map((row) => summaryOf(row, actor))
  return summaries.sort((a, b) => Number(b.current) - Number(a.current))
}

const MOST_OF_ANOTHER = 100

/** The living sessions of a user, by last use: the first hundred. @throws NotAllowed */
export async function listSessionsOf(
  operator: Operator,
  userId: string,
  now = new Date(),
): Promise<SessionSummary[]> {
  assertMay(operator, 'sessions:read')
  const user = await findUserRow(userId)
  if (!user || user.disabledAt !== null) return []
  const rows = await listOpenSessions(userId, user.version, now, MOST_OF_ANOTHER)
  return rows.map((row) => summaryOf(row, operator))
}

function summaryOf(row: SessionRecord, asking: { sessionId: string | null }): SessionSummary {
  const { id, kind, deviceName, network, browser, system, device } = row
  const { createdAt, lastSeenAt, persistent } = row
  return {
    id,
    kind,
    deviceName,
    current: id === asking.sessionId,
    network,
    browser,
    system,
    device,
    createdAt,
    lastSeenAt,
    persistent,
  }
}
