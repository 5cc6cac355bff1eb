/** Where a user is signed in, a page at a time. */
import type { Place } from '@/db/queries/pages'
import {
  countOpenSessions,
  listOpenSessions,
  type OpenSessions,
  type SessionRecord,
} from '@/db/queries/sessions'
import { findUserRow } from '@/db/queries/users'
import type { SeenFrom } from '@/lib/events/events'
import { assertMay, type Operator } from '@/lib/permissions/operator'
import { readPlace, writePlace } from '@/lib/place'
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

export interface SessionPage {
  sessions: SessionSummary[]
  /** What to ask for as `after` to see those used longer ago; null at the end. */
  next: string | null
}

interface Asked {
  /** The `next` of the page before; anything else stands for the first page. */
  readonly after?: string | null
  readonly size?: number
}

export const SESSIONS_A_PAGE = 50

/** The living sessions of the actor, a page at a time: the asking one first, then by last use. */
export async function listSessions(
  actor: Actor,
  { after = null, size = SESSIONS_A_PAGE }: Asked = {},
  now = new Date(),
): Promise<SessionPage> {
  const { userId, userVersion: version, sessionId } = actor
  const of = { userId, version, now }
  const place = readPlace(after, 'ses')
  const asking = place ? [] : await listOpenSessions({ ...of, only: sessionId }, null, 1)
  const { rows, next } = await pageOf({ ...of, except: sessionId }, place, size)
  return { sessions: [...asking, ...rows].map((row) => summaryOf(row, actor)), next }
}

/** From here on it is merely told that there are more. */
export const MOST_COUNTED = 1000

/** How many living sessions the actor has; beyond `MOST_COUNTED`, one more than that. */
export function countSessions(actor: Actor, now = new Date()): Promise<number> {
  const { userId, userVersion: version } = actor
  return countOpenSessions({ userId, version, now }, MOST_COUNTED + 1)
}

/** The living sessions of a user, a page at a time, by last use. @throws NotAllowed */
export async function listSessionsOf(
  operator: Operator,
  userId: string,
  { after = null, size = SESSIONS_A_PAGE }: Asked = {},
  now = new Date(),
): Promise<SessionPage> {
  assertMay(operator, 'sessions:read')
  const user = await findUserRow(userId)
  if (!user || user.disabledAt !== null) return { sessions: [], next: null }
  const of = { userId, version: user.version, now }
  const { rows, next } = await pageOf(of, readPlace(after, 'ses'), size)
  return { sessions: rows.map((row) => summaryOf(row, operator)), next }
}

async function pageOf(of: OpenSessions, place: Place | null, size: number) {
  // One more than asked tells whether there are more.
  const found = await listOpenSessions(of, place, size + 1)
  const rows = found.slice(0, size)
  const last = found.length > size ? rows.at(-1) : undefined
  return { rows, next: last ? writePlace({ at: last.lastSeenAt, id: last.id }) : null }
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
