/** Statistics for charts. */
import { listActivity } from '@/db/queries/activity'
import type { EventType } from '@/lib/events/events'
import { assertMay, type Operator } from '@/lib/permissions/operator'
import { addSeconds, DAY, HOUR } from '@/lib/base/time'
import { ACTIVE_SESSIONS, hourOf, ACTIVITY_EVENTS } from './counting'

export type Range = '24h' | '30d'

/** The events that each figure counts. `activeSessions` counts the sessions in its events. */
export const COUNTED = {
  logIns: ['authn_login_success'],
  logInsFailed: ['authn_login_fail', 'authn_login_fail_max'],
  refreshes: ['session_renewed'],
  reuses: ['authn_token_reuse'],
  sharedSessions: ['authn_token_shared'],
  signUps: ['user_created'],
  activeSessions: ACTIVITY_EVENTS,
} as const satisfies Record<string, readonly EventType[]>

export type Figure = keyof typeof COUNTED

// Safe because the object has exactly the keys of its type.
const FIGURES = Object.keys(COUNTED) as Figure[]

/** The figure that a kind of activity counts towards. Active sessions have their own kind. */
const FIGURE_OF: ReadonlyMap<string, Figure> = new Map([
  ...FIGURES.filter((figure) => figure !== 'activeSessions').flatMap((figure) =>
    COUNTED[figure].map((type): [string, Figure] => [type, figure]),
  ),
  [ACTIVE_SESSIONS, 'activeSessions'],
])

/** Why log-ins failed. `other` stands for events without a known reason. */
const LOG_IN_FAILURES = [
  'wrong-password',
  'unknown-address',
  'disabled',
  'too-many-tries',
  'other',
] as const

export type LogInFailure = (typeof LOG_IN_FAILURES)[number]

/** For a time longer than an hour, `activeSessions` is the number in its busiest hour. */
export interface Counts extends Record<Figure, number> {
  logInsFailedBy: Record<LogInFailure, number>
}

interface StatisticsPoint extends Counts {
  /** When the hour, or the UTC day, began. */
  at: Date
}

export interface Statistics {
  /** One per hour or day, oldest first, ending with the current one. */
  points: StatisticsPoint[]
  totals: Counts
  /** The hour with the most active sessions; null when there were none. */
  busiestHour: Date | null
}

/** Reads counts that were updated as events were sealed, so a million events cost no more. */
export async function statistics(
  actor: Operator,
  range: Range,
  now = new Date(),
): Promise<Statistics> {
  assertMay(actor, 'statistics:read')
  const points = startsOf(range, now).map((at) => ({ at, ...zeroCounts() }))
  const [first] = points
  if (!first) throw new Error('A range has points')
  const step = range === '24h' ? HOUR : DAY
  let busiest: { hour: Date; count: number } | null = null
  for (const { hour, kind, count } of await listActivity(first.at)) {
    const point = points[Math.floor((hour.getTime() - first.at.getTime()) / (step * 1000))]
    if (point) add(point, kind, count)
    if (kind === ACTIVE_SESSIONS && count > (busiest?.count ?? 0)) busiest = { hour, count }
  }
  return { points, totals: totalOf(points), busiestHour: busiest?.hour ?? null }
}

function startsOf(range: Range, now: Date): Date[] {
  const [length, step] = range === '24h' ? [24, HOUR] : [30, DAY]
  const last = hourOf(now)
  if (range === '30d') last.setUTCHours(0)
  return Array.from({ length }, (_, index) => addSeconds(last, (index + 1 - length) * step))
}

function add(counts: Counts, kind: string, count: number): void {
  const [type = '', reason] = kind.split(':')
  const figure = FIGURE_OF.get(type)
  if (!figure) return
  counts[figure] = combine(figure, counts[figure], count)
  if (figure !== 'logInsFailed') return
  counts.logInsFailedBy[LOG_IN_FAILURES.find((known) => known === reason) ?? 'other'] += count
}

/** Two hours may count the same sessions, so those do not add up. */
function combine(figure: Figure, one: number, other: number): number {
  return figure === 'activeSessions' ? Math.max(one, other) : one + other
}

function totalOf(points: readonly Counts[]): Counts {
  const total = zeroCounts()
  for (const point of points) {
    for (const figure of FIGURES) {
      total[figure] = combine(figure, total[figure], point[figure])
    }
    for (const reason of LOG_IN_FAILURES) {
      total.logInsFailedBy[reason] += point.logInsFailedBy[reason]
    }
  }
  return total
}

function zeroCounts(): Counts {
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
