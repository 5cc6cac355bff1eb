/** Tells the metrics how many notices of log-outs wait. */
import { countWaitingTellings } from '@/db/queries/app-endings'
import { addSeconds } from '@/lib/base/time'
import { gauge } from '@/lib/telemetry/metrics'
import { LONGEST_WAIT } from './sender'

/** More need not be told apart. */
const MOST = 10_000

/** Call once, at start-up. */
export function measureNotices(clock = () => new Date()): void {
  gauge('logOutNoticesWaiting', () => countWaitingTellings(addSeconds(clock(), LONGEST_WAIT), MOST))
}
