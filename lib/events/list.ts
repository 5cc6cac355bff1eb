/** A user's own activity. */
import { z } from 'zod'
import {
  listNewestEvents,
  listSecurityEvents,
  type SecurityEventRecord,
} from '@/db/queries/security-events'
import { decodeTimeCursor, encodeTimeCursor } from '@/lib/base/cursor'
import { parseJson } from '@/lib/base/json'
import type { EventId, UserId } from '@/lib/base/ids'
import { OWN_ACTIVITY, type OwnActivity } from './events'

export interface EventSummary {
  id: EventId
  type: OwnActivity
  at: Date
  network: string | null
  browser: string | null
  system: string | null
  /** Of two clients that used one session: the known one. */
  otherSide: { network: string; browser: string } | null
  /** The device whose session this one ended. */
  ended: { browser: string; system: string } | null
}

/** The newest events of the user, newest first. */
export async function recentEvents(
  actor: { userId: UserId },
  limit: number,
): Promise<EventSummary[]> {
  const rows = await listNewestEvents(actor.userId, OWN_ACTIVITY, limit)
  return rows.map(summaryOf)
}

/** The events of these types in this time; all where a member is missing. */
export interface ActivityFilter {
  types?: readonly OwnActivity[] | undefined
  /** Inclusive. */
  from?: Date | undefined
  /** Exclusive. */
  to?: Date | undefined
}

export interface ActivityPage {
  /** Newest first. */
  events: EventSummary[]
  /** The cursor of the next, older page; null on the last. */
  next: string | null
}

interface PageRequest {
  /** The `next` of the page before; any other value gives the first page. */
  readonly cursor?: string | null
  readonly size?: number
}

const ACTIVITY_PAGE_SIZE = 50

/** A page of the user's own activity. @throws Unavailable */
export async function listActivity(
  { userId }: { userId: UserId },
  { types = OWN_ACTIVITY, from, to }: ActivityFilter = {},
  { cursor = null, size = ACTIVITY_PAGE_SIZE }: PageRequest = {},
): Promise<ActivityPage> {
  const after = decodeTimeCursor(cursor, 'evt')
  // One extra row shows whether there is a next page.
  const found = await listSecurityEvents(userId, { types, from, to }, after, size + 1)
  const rows = found.slice(0, size)
  const last = found.length > size ? rows.at(-1) : undefined
  return { events: rows.map(summaryOf), next: last ? encodeTimeCursor(last) : null }
}

function summaryOf(row: SecurityEventRecord): EventSummary {
  const { id, type, at, network, browser, system, personalDetails } = row
  return {
    id,
    // Safe: the query asks for these types only.
    type: type as OwnActivity,
    at,
    network,
    browser,
    system,
    ...otherClients(personalDetails),
  }
}

const twoSides = z.object({ knownNetwork: z.string(), knownBrowser: z.string() })
const ending = z.object({ endedBrowser: z.string(), endedSystem: z.string() })

function otherClients(personal: string | null): Pick<EventSummary, 'otherSide' | 'ended'> {
  const value = personal === null ? null : parseJson(personal)
  const sides = twoSides.safeParse(value).data
  const ended = ending.safeParse(value).data
  return {
    otherSide: sides ? { network: sides.knownNetwork, browser: sides.knownBrowser } : null,
    ended: ended ? { browser: ended.endedBrowser, system: ended.endedSystem } : null,
  }
}
