import type { FilterFault, FilterField } from '@/lib/audit/filter'

export const audit = {
  title: 'Audit',
  lead: 'A record of everything that happened. Each event is linked to the one before it, so that later changes can be detected.',
  /** Follows the lead. */
  signed: 'Events up to number {number} were signed on {time}.',
  exportCsv: 'Export as CSV',
  exportJson: 'Export as JSON',
  unreadable: 'Nothing was searched. Correct the marked field.',
  empty: 'There are no events yet.',
  /** The conditions are those below, as a list. */
  none: 'No event matches the filter: {conditions}.',
  conditions: {
    type: 'event “{value}”',
    user: 'about “{value}”',
    actor: 'by “{value}”',
    session: 'session “{value}”',
    network: 'network “{value}”',
    from: 'from “{value}”',
    to: 'until “{value}”',
  } satisfies Record<FilterField, string>,
  filter: {
    type: 'What',
    anyType: 'Everything',
    user: 'About (address or ID)',
    actor: 'By (address or ID)',
    session: 'Session (ID)',
    network: 'Network',
    from: 'From (UTC)',
    to: 'To (UTC)',
    submit: 'Show',
    reset: 'Show everything',
  },
  faults: {
    'no-type': 'There is no event with this name.',
    'no-person': 'This is neither an email address nor an ID.',
    'unknown-address':
      'No account has this address. To find events of a deleted account, enter its ID.',
    'takes-id': 'Enter the ID. You do not have permission to look up users by email address.',
    'no-session': 'This is not the ID of a session.',
    'no-network': 'This is not a network address. Enter one such as 192.0.2.1.',
    'no-day': 'This is not a date. Enter one such as 2026-11-24.',
    'ends-before-it-begins': 'The end must be after the beginning.',
  } satisfies Record<FilterFault, string>,
} as const
