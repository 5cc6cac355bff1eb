/** Opens an incident: both clients, for the user to judge. */
import { afterCommit } from '@/db/connection'
import { insertIncident, type IncidentRecord } from '@/db/queries/incidents'
import { newIncidentId } from '@/lib/base/ids'
import { HOUR } from '@/lib/base/time'
import type { SeenFrom } from '@/lib/events/events'
import { count } from '@/lib/telemetry/metrics'

/** Minimum seconds between two incidents of one cause: one question is enough. */
export const INCIDENT_INTERVAL = HOUR

type Client = Pick<SeenFrom, 'network' | 'browser' | 'system'>

interface Sides {
  readonly known: Client
  readonly knownAt: Date
  readonly came: Client
}

/** Call it inside the transaction of the event that it is about. */
export async function openIncident(
  about: Pick<IncidentRecord, 'kind' | 'userId' | 'sessionId' | 'appId'>,
  { known, knownAt, came }: Sides,
  now: Date,
): Promise<void> {
  await insertIncident({
    id: newIncidentId(),
    ...about,
    knownAt,
    knownNetwork: known.network,
    knownBrowser: known.browser,
    knownSystem: known.system,
    cameAt: now,
    cameNetwork: came.network,
    cameBrowser: came.browser,
    cameSystem: came.system,
    answeredAt: null,
    answeredIn: null,
  })
  afterCommit(() => count('incidents', { kind: about.kind }))
}
