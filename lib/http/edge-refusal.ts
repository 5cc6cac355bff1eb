/** Counts and records the access tokens that the middleware refused. */
import type { ServerResponse } from 'node:http'
import { strangerAt } from '@/lib/events/events'
import { countInvalidToken } from '@/lib/incidents/invalid-tokens'
import { INTERNAL_HEADERS } from '@/lib/base/internal-headers'
import { log } from '@/lib/telemetry/log'
import { count, type CounterLabels } from '@/lib/telemetry/metrics'
import { COUNTERS } from '@/lib/telemetry/series'

const REASONS: readonly CounterLabels<'accessRefused'>['reason'][] =
  COUNTERS.accessRefused.labels.reason

/**
 * The middleware runs on the edge, where it can neither count nor record: it reports a refusal in a
 * header, which is removed here.
 */
export function reportEdgeRefusal(res: ServerResponse, client: string): void {
  const writeHead = res.writeHead.bind(res)
  // Safe: it passes its arguments on to the original function.
  res.writeHead = ((...args: Parameters<typeof writeHead>) => {
    const reason = REASONS.find((known) => known === res.getHeader(INTERNAL_HEADERS.refused))
    if (reason) count('accessRefused', { reason, door: 'edge' })
    if (reason === 'invalid') countInvalidToken(strangerAt(client)).catch(warn)
    res.removeHeader(INTERNAL_HEADERS.refused)
    return writeHead(...args)
  }) as typeof res.writeHead
}

function warn(err: unknown): void {
  log.warn('Many invalid tokens were not recorded', { err })
}
