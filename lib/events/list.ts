/** A user's own recent activity. */
import { z } from 'zod'
import { listSecurityEvents } from '@/db/queries/security-events'
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
  const rows = await listSecurityEvents(actor.userId, OWN_ACTIVITY, limit)
  return rows.map(({ id, type, at, network, browser, system, personalDetails }) => ({
    id,
    // Safe: the query asks for these types only.
    type: type as OwnActivity,
    at,
    network,
    browser,
    system,
    ...otherClients(personalDetails),
  }))
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
