import type { ActivityFault, ActivityKind } from '@/lib/events/activity-filter'

/** The page of a user's own activity. */
export const activity = {
  lead: 'Everything that happened in your account. If something was not you, log out everywhere and change your password.',
  title: 'Events',
  exportCsv: 'Export as CSV',
  unreadable: 'Nothing was searched. Correct the marked field.',
  none: 'Nothing matches the filter.',
  filter: {
    kind: 'What',
    anyKind: 'Everything',
    from: 'From',
    to: 'Until',
    submit: 'Show',
    reset: 'Show everything',
  },
  kinds: {
    logIns: 'Logged in or out',
    warnings: 'Warnings',
    password: 'Password',
    account: 'Account and administration',
  } as const satisfies Record<ActivityKind, string>,
  faults: {
    'no-kind': 'Choose one of the list.',
    'no-day': 'This is not a date. Enter one such as 2026-11-24.',
    'ends-before-it-begins': 'The last day must not be before the first.',
  } as const satisfies Record<ActivityFault, string>,
} as const
