import type { LogInFailure, Range } from '@/lib/statistics/overview'

export const statistics = {
  title: 'Overview',
  lead: {
    '24h': 'What happened in the last 24 hours, in UTC.',
    '30d': 'What happened in the last 30 days, in UTC.',
  } satisfies Record<Range, string>,
  range: 'Period',
  ranges: { '24h': '24 hours', '30d': '30 days' } satisfies Record<Range, string>,
  figures: {
    activeSessions: 'Active sessions, busiest hour',
    logIns: 'Log-ins',
    logInsFailed: 'Log-ins that failed',
    reuses: 'Copied sessions ended',
  },
  /** The name of a link to what a figure counts. */
  figure: '{n}: {term}',
  charts: {
    activeSessions: {
      title: 'Active sessions',
      lead: {
        '24h': 'In use within each hour.',
        '30d': 'In the busiest hour of each day.',
      } satisfies Record<Range, string>,
      series: 'Active sessions',
    },
    logIns: { title: 'Log-ins', lead: 'By password, on any device.', series: 'Log-ins' },
    logInsFailed: {
      title: 'Failed log-ins',
      lead: 'By reason.',
      series: {
        'wrong-password': 'Wrong password',
        'unknown-address': 'Unknown address',
        'too-many-tries': 'Too many attempts',
        disabled: 'Disabled account',
      } satisfies Record<Exclude<LogInFailure, 'other'>, string>,
      otherReason: 'Other',
    },
    sharedSessions: {
      title: 'Copied and shared sessions',
      lead: 'A copied session is ended. The user is asked about a shared one.',
      series: { reuses: 'Copies used', sharedSessions: 'Shared sessions' },
    },
    refreshes: {
      title: 'Refreshes',
      lead: 'How often sessions in use were extended.',
      series: 'Refreshes',
    },
    signUps: {
      title: 'New accounts',
      lead: 'Signed up, or created by an administrator.',
      series: 'New accounts',
    },
  },
  list: 'Show the list',
  /** The full name of the link. */
  listOf: 'Show the list: {title}',
  chart: {
    total: '{title}: {n} in total. The table below has every number.',
    empty: 'Nothing in this period.',
    asTable: 'As a table',
    when: 'When (UTC)',
  },
} as const
