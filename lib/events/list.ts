/** A person's own recent activity. */
import { z } from 'zod'
import { listSecurityEvents } from '@/db/queries/security-events'
import { OWN_ACTIVITY, type OwnActivity } from './events'

export interface EventSummary {
  id: string
  type: OwnActivity
  at: Date
  network: string | null
  browser: string | null
  system: string | null
  /** Of two that used one session: the one who was known. */
  otherSide: { network: string; browser: string } | null
  /** The device that was logged out from this one. */
  ended: { browser: string; system: string } | null
}

/** The newest events of the user, newest first. */
export async function recentEvents(
  actor: { userId: string },
  limit: number,
): Promise<EventSummary[]> {
  const rows = await listSecurityEvents(actor.userId, OWN_ACTIVITY, limit)
  return rows.map(({ id, type, at, network, browser, system, personalDetails }) => ({
    id,
    // Safe because the query asks for these types alone.
    type: type as OwnActivity,
    at,
    network,
    browser,
    system,
    ...told(personalDetails),
  }))
}

const twoSides = z.object({ knownNetwork: z.string(), knownBrowser: z.string() })
const ending = z.object({ endedBrowser: z.string(), endedSystem: z.string() })

function told(personal: string | null): Pick<EventSummary, 'otherSide' | 'ended'> {
  const value: unknown = personal === null ? null : JSON.parse(personal)
  const sides = twoSides.safeParse(value).data
  const ended = ending.safeParse(value).data
  return {
    otherSide: sides ? { network: sides.knownNetwork, browser: sides.knownBrowser } : null,
    ended: ended ? { browser: ended.endedBrowser, system: ended.endedSystem } : null,
  }
}
