/** Notes that two seem to use one session, with both sides, for its owner to judge. */
import { lockOf, transactionOver, whenKept } from '@/db/connection'
import { insertIncident, type IncidentKind } from '@/db/queries/incidents'
import { markSuspected, type SessionRecord } from '@/db/queries/sessions'
import type { EventType, SeenFrom } from '@/lib/events/events'
import { recordEvent } from '@/lib/events/record'
import { newIncidentId } from '@/lib/base/ids'
import { networkKey } from '@/lib/rate-limits/network-key'
import { count } from '@/lib/telemetry/metrics'
import { after, HOUR, MINUTE } from '@/lib/base/time'

/** Two places within this time, in seconds, are two people; later it is one who moved. */
const TOGETHER = 10 * MINUTE
/** A session is suspected at most this often, in seconds: one question is enough. */
const SUSPICION_STEP = HOUR

const EVENT: Record<IncidentKind, EventType> = {
  reuse: 'authn_token_reuse',
  predecessor: 'authn_token_shared',
  'two-places': 'authn_token_shared',
}

type Place = Pick<SeenFrom, 'network' | 'browser' | 'system'>

/** Reports that an old refresh token came back. Inside the transaction that ends the session. */
export async function reportReuse(
  session: SessionRecord,
  generation: number,
  from: SeenFrom,
  now: Date,
): Promise<void> {
  await report('reuse', session, from, now, { generation, newest: session.generation })
}

/**
 * True when the session was used a moment ago from another network and another browser. A phone
 * that roams changes networks and not its browser, and is never suspected.
 */
export function isElsewhere(session: SessionRecord, from: SeenFrom, now: Date): boolean {
  return (
    from.browser !== session.browser &&
    networkKey(from.network) !== networkKey(session.network) &&
    now < after(session.lastSeenAt, TOGETHER)
  )
}

/** Reports that somebody else seems to use the session as well, which goes on all the same. */
export async function suspect(
  session: SessionRecord,
  kind: Exclude<IncidentKind, 'reuse'>,
  from: SeenFrom,
  now: Date,
): Promise<void> {
  if (session.suspectedAt && now < after(session.suspectedAt, SUSPICION_STEP)) return
  await transactionOver(lockOf(session.userId), async () => {
    if (!(await markSuspected(session.id, after(now, -SUSPICION_STEP), now))) return
    await report(kind, session, from, now)
  })
}

async function report(
  kind: IncidentKind,
  session: SessionRecord,
  from: SeenFrom,
  now: Date,
  details: Record<string, number> = {},
): Promise<void> {
  const { id: sessionId, userId } = session
  const [known, knownAt] = knownSide(kind, session)
  await insertIncident({
    id: newIncidentId(),
    userId,
    sessionId,
    kind,
    knownAt,
    knownNetwork: known.network,
    knownBrowser: known.browser,
    knownSystem: known.system,
    cameAt: now,
    cameNetwork: from.network,
    cameBrowser: from.browser,
    cameSystem: from.system,
    answeredAt: null,
    answeredIn: null,
  })
  whenKept(() => count('incidents', { kind }))
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

/** The one who refreshed last, where an older refresh token came; else the one who was here last. */
function knownSide(kind: IncidentKind, session: SessionRecord): [Place, Date] {
  if (kind === 'two-places') return [session, session.lastSeenAt]
  const { rotatedNetwork: network, rotatedBrowser: browser, rotatedSystem: system } = session
  return [{ network, browser, system }, session.rotatedAt]
}
