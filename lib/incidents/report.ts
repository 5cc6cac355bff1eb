/** Records that two clients seem to use one session, with both sides, for the user to judge. */
import { lockOf, transaction } from '@/db/connection'
import type { AppGrantRecord } from '@/db/queries/app-grants'
import type { IncidentKind } from '@/db/queries/incidents'
import { markIncident, type SessionRecord } from '@/db/queries/sessions'
import type { EventType, SeenFrom } from '@/lib/events/events'
import { recordEvent } from '@/lib/events/record'
import type { AppId, SessionId, UserId } from '@/lib/base/ids'
import { UNKNOWN_CLIENT } from '@/lib/base/unknown-client'
import { networkKey } from '@/lib/rate-limits/network-key'
import { addSeconds, MINUTE } from '@/lib/base/time'
import { INCIDENT_INTERVAL, openIncident } from './open'

/** Two clients within this time, in seconds, are two people; later it may be one who moved. */
const SAME_TIME = 10 * MINUTE

const EVENT: Record<ReportedKind, EventType> = {
  reuse: 'authn_token_reuse',
  predecessor: 'authn_token_shared',
  'two-places': 'authn_token_shared',
  'app-reuse': 'app_token_reuse',
}

/** Those of a client with a copy; lib/incidents/wrong-code.ts has the other. */
type ReportedKind = Exclude<IncidentKind, 'wrong-code'>
type Client = Pick<SeenFrom, 'network' | 'browser' | 'system'>

/** Reports the reuse of a refresh token. Call it inside the transaction that ends the session. */
export async function reportReuse(
  session: SessionRecord,
  generation: number,
  from: SeenFrom,
  now: Date,
): Promise<void> {
  const details = { generation, newest: session.generation }
  await report({ kind: 'reuse', session, from, details }, now)
}

/**
 * Reports that a copy of a token of an application was used. Call it inside the transaction that
 * ends the grant.
 *
 * @param session the one that gave the grant; null if it is gone, or there was none
 */
export async function reportAppReuse(
  grant: AppGrantRecord,
  session: SessionRecord | null,
  from: SeenFrom,
  now: Date,
): Promise<void> {
  const { userId, sessionId, appId, lastUsedAt } = grant
  const known = session ?? UNKNOWN_CLIENT
  await insertReport(
    { kind: 'app-reuse', userId, sessionId, appId, from, details: { app: appId } },
    { known, knownAt: session?.lastSeenAt ?? lastUsedAt },
    now,
  )
}

/**
 * True if the session was recently used from another network and another browser. A phone that
 * roams changes its network but not its browser, and is never reported.
 */
export function isOtherClient(session: SessionRecord, from: SeenFrom, now: Date): boolean {
  return (
    from.browser !== session.browser &&
    networkKey(from.network) !== networkKey(session.network) &&
    now < addSeconds(session.lastSeenAt, SAME_TIME)
  )
}

/** Reports that another client seems to use the session too. The session continues. */
export async function reportSharedUse(
  session: SessionRecord,
  kind: 'predecessor' | 'two-places',
  from: SeenFrom,
  now: Date,
): Promise<void> {
  if (session.suspectedAt && now < addSeconds(session.suspectedAt, INCIDENT_INTERVAL)) return
  await transaction({ locks: lockOf(session.userId) }, async () => {
    if (!(await markIncident(session.id, addSeconds(now, -INCIDENT_INTERVAL), now))) return
    await report({ kind, session, from }, now)
  })
}

interface Report {
  kind: SessionIncident
  session: SessionRecord
  from: SeenFrom
  details?: Record<string, number>
}

type SessionIncident = Exclude<ReportedKind, 'app-reuse'>

async function report({ kind, session, from, details = {} }: Report, now: Date): Promise<void> {
  const { id: sessionId, userId } = session
  const [known, knownAt] = knownSide(kind, session)
  await insertReport(
    { kind, userId, sessionId, appId: null, from, details },
    { known, knownAt },
    now,
  )
}

interface Reported {
  kind: ReportedKind
  userId: UserId
  sessionId: SessionId
  appId: AppId | null
  from: SeenFrom
  details: Record<string, number | string>
}

async function insertReport(
  { kind, userId, sessionId, appId, from, details }: Reported,
  { known, knownAt }: { known: Client; knownAt: Date },
  now: Date,
): Promise<void> {
  await openIncident({ kind, userId, sessionId, appId }, { known, knownAt, came: from }, now)
  await recordEvent(
    {
      type: EVENT[kind],
      userId,
      sessionId,
      from,
      details: { ...details, knownAt: knownAt.toISOString() },
      personal: { knownNetwork: known.network, knownBrowser: known.browser },
    },
    now,
  )
}

/** The client that refreshed last, if an older refresh token came; otherwise the one last seen. */
function knownSide(kind: SessionIncident, session: SessionRecord): [Client, Date] {
  if (kind === 'two-places') return [session, session.lastSeenAt]
  const { rotatedNetwork: network, rotatedBrowser: browser, rotatedSystem: system } = session
  return [{ network, browser, system }, session.rotatedAt]
}
