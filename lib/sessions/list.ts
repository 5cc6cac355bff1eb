/** Lists the living sessions of a user, page by page. */
import { z } from 'zod'
import type { Cursor } from '@/db/queries/pages'
import {
  countOpenSessions,
  listOpenSessions,
  type OpenSessionFilter,
} from '@/db/queries/open-sessions'
import { type SessionRecord } from '@/db/queries/sessions'
import { findUserRow } from '@/db/queries/users'
import type { SeenFrom } from '@/lib/events/events'
import { assertMay, type Operator } from '@/lib/permissions/operator'
import { parseJson } from '@/lib/base/json'
import { decodeTimeCursor, encodeTimeCursor } from '@/lib/base/cursor'
import type { ClientId } from '@/lib/tokens/claims'
import type { SessionId, UserId } from '@/lib/base/ids'
import type { Actor } from './authenticate'

export interface SessionSummary extends SeenFrom {
  id: SessionId
  kind: ClientId
  /** The device's own name. */
  deviceName: string | null
  /** What the user calls the device. */
  label: string | null
  /** How the user logged in: authentication methods (RFC 8176). */
  methods: readonly string[]
  /** True for the session of this request. */
  current: boolean
  createdAt: Date
  lastSeenAt: Date
  persistent: boolean
}

export interface SessionPage {
  sessions: SessionSummary[]
  /** Pass it as `cursor` to get the next page, of sessions used longer ago; null at the end. */
  next: string | null
}

interface PageRequest {
  /** The `next` of the previous page; any other value gives the first page. */
  readonly cursor?: string | null
  readonly size?: number
}

export const SESSIONS_PAGE_SIZE = 50

/** A page of the actor's living sessions: the current one first, the others by last use. */
export async function listSessions(
  actor: Actor,
  { cursor: text = null, size = SESSIONS_PAGE_SIZE }: PageRequest = {},
  now = new Date(),
): Promise<SessionPage> {
  const { userId, userVersion: version, sessionId } = actor
  const owner = { userId, version, now }
  const cursor = decodeTimeCursor(text, 'ses')
  const current = cursor ? [] : await listOpenSessions({ ...owner, only: [sessionId] }, null, 1)
  const { rows, next } = await pageOf({ ...owner, except: sessionId }, cursor, size)
  return { sessions: [...current, ...rows].map((row) => summaryOf(row, actor)), next }
}

/** Counting stops here. */
export const MAX_COUNTED = 1000

/** How many living sessions the actor has; `MAX_COUNTED + 1` means more than `MAX_COUNTED`. */
export function countSessions(actor: Actor, now = new Date()): Promise<number> {
  const { userId, userVersion: version } = actor
  return countOpenSessions({ userId, version, now }, MAX_COUNTED + 1)
}

/** A page of a user's living sessions by last use. @throws NotAllowed */
export async function listSessionsOf(
  actor: Operator,
  userId: UserId,
  { cursor: text = null, size = SESSIONS_PAGE_SIZE }: PageRequest = {},
  now = new Date(),
): Promise<SessionPage> {
  assertMay(actor, 'sessions:read')
  const user = await findUserRow(userId)
  if (!user || user.disabledAt !== null) return { sessions: [], next: null }
  const owner = { userId, version: user.version, now }
  const { rows, next } = await pageOf(owner, decodeTimeCursor(text, 'ses'), size)
  return { sessions: rows.map((row) => summaryOf(row, actor)), next }
}

async function pageOf(owner: OpenSessionFilter, cursor: Cursor | null, size: number) {
  // One extra row shows whether there is a next page.
  const found = await listOpenSessions(owner, cursor, size + 1)
  const rows = found.slice(0, size)
  const last = found.length > size ? rows.at(-1) : undefined
  return { rows, next: last ? encodeTimeCursor({ at: last.lastSeenAt, id: last.id }) : null }
}

const methodList = z.array(z.string())

function summaryOf(row: SessionRecord, actor: { sessionId: SessionId | null }): SessionSummary {
  const { id, kind, deviceName, label, amr, network, browser, system, device } = row
  const { createdAt, lastSeenAt, persistent } = row
  return {
    id,
    kind,
    deviceName,
    label,
    methods: methodList.safeParse(parseJson(amr)).data ?? [],
    current: id === actor.sessionId,
    network,
    browser,
    system,
    device,
    createdAt,
    lastSeenAt,
    persistent,
  }
}
