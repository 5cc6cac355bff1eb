/** How much is going on, for charts. */
import { listActivity } from '@/db/queries/activity'
import { assertMay, type Operator } from '@/lib/permissions/operator'
import { after, DAY, HOUR } from '@/lib/time'
import { ACTIVE_SESSIONS, hourOf } from './counting'

export type Range = '24h' | '30d'

/** Why log-ins failed. The last stands for events that do not tell. */
export const LOG_IN_FAILURES = [
  'wrong-password',
  'unknown-address',
  'disabled',
  'too-many-tries',
  'other',
] as const

export type LogInFailure = (typeof LOG_IN_FAILURES)[number]

export interface Counts {
  logIns: number
  logInsFailed: number
  logInsFailedBy: Record<LogInFailure, number>
  refreshes: number
  reuses: number
  sharedSessions: number
  signUps: number
  /** Sessions that began or were refreshed in an hour; of a longer time, in its busiest hour. */
  activeSessions: number
}

export interface StatisticsPoint extends Counts {
  /** When the hour, or the day in UTC, began. */
  at: Date
}

export interface Statistics {
  /** One for each hour or day, oldest first, the running one last. */
  points: StatisticsPoint[]
  totals: Counts
}

/** Reads what was counted as events were sealed, and no event: as cheap with a million of them. */
export async function statistics(
  operator: Operator,
  range: Range,
  now = new Date(),
): Promise<Statistics> {
  assertMay(operator, 'statistics:read')
  const points = startsOf(range, now).map((at) => ({ at, ...nothing() }))
  const [first] = points
  if (!first) throw new Error('A range has points')
  const step = range === '24h' ? HOUR : DAY
  for (const { hour, kind, count } of await listActivity(first.at)) {
    const point = points[Math.floor((hour.getTime() - first.at.getTime()) / (step * 1000))]
    if (point) add(point, kind, count)
  }
  return { points, totals: totalOf(points) }
}

function startsOf(range: Range, now: Date): Date[] {
  const [length, step] = range === '24h' ? [24, HOUR] : [30, DAY]
  const last = hourOf(now)
  if (range === '30d') last.setUTCHours(0)
  return Array.from({ length }, (_, index) => after(last, (index + 1 - length) * step))
}

function add(counts: Counts, kind: string, count: number): void {
  const [type, reason] = kind.split(':')
  switch (type) {
    case 'authn_login_success':
      counts.logIns += count
      break
    case 'authn_login_fail':
    case 'authn_login_fail_max':
      counts.logInsFailed += count
      counts.logInsFailedBy[LOG_IN_FAILURES.find((known) => known === reason) ?? 'other'] += count
      break
    case 'session_renewed':
      counts.refreshes += count
      break
    case 'authn_token_reuse':
      counts.reuses += count
      break
    case 'authn_token_shared':
      counts.sharedSessions += count
      break
    case 'user_created':
      counts.signUps += count
      break
    case ACTIVE_SESSIONS:
      counts.activeSessions = Math.max(counts.activeSessions, count)
  }
}

function totalOf(points: readonly Counts[]): Counts {
  const total = nothing()
  for (const point of points) {
    total.logIns += point.logIns
    total.logInsFailed += point.logInsFailed
    for (const reason of LOG_IN_FAILURES) {
      total.logInsFailedBy[reason] += point.logInsFailedBy[reason]
    }
    total.refreshes += point.refreshes
    total.reuses += point.reuses
    total.sharedSessions += point.sharedSessions
    total.signUps += point.signUps
    total.activeSessions = Math.max(total.activeSessions, point.activeSessions)
  }
  return total
}

function nothing(): Counts {
  return {
    logIns: 0,
    logInsFailed: 0,
    logInsFailedBy: {
      'wrong-password': 0,
      'unknown-address': 0,
      disabled: 0,
      'too-many-tries': 0,
      other: 0,
    },
    refreshes: 0,
    reuses: 0,
    sharedSessions: 0,
    signUps: 0,
    activeSessions: 0,
  }
}
