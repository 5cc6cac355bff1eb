import type { UserIncident } from '@/lib/incidents/all'

/** Incidents as administrators read them. */
export const incidents = {
  title: 'Incidents',
  lead: 'Sessions that two browsers seem to have used, copied tokens of applications, and passwords that seem to be known. The user is asked about each of them, and sees both devices.',
  filter: {
    label: 'Filter',
    all: 'All',
    open: 'Not answered',
    reuse: 'Copied',
    shared: 'Shared',
    password: 'Password known',
    ofAllUsers: 'Show all users',
  },
  count: {
    exact: { one: '{n} incident', other: '{n} incidents' },
    orMore: '{n} or more incidents',
    ofUser: { one: '{n} incident of {user}', other: '{n} incidents of {user}' },
    orMoreOfUser: '{n} or more incidents of {user}',
  },
  none: {
    all: 'There are no incidents.',
    open: 'There are no unanswered incidents.',
    reuse: 'No copy of a session or token was used.',
    shared: 'No session was shared.',
    password: 'There was no wrong code after a right password on an unknown device.',
  },
  noneOfUser: {
    all: 'There are no incidents of “{user}”.',
    open: 'There are no unanswered incidents of “{user}”.',
    reuse: 'No copy of a session or token of “{user}” was used.',
    shared: 'No session of “{user}” was shared.',
    password: 'There was no wrong code after the right password of “{user}” on an unknown device.',
  },
  unreadable: '“{user}”: {fault}',
  noFilter: 'There is no filter “{name}”.',
  columns: {
    what: 'What',
    known: 'Usual device',
    came: 'New device',
    answer: 'Answer',
  },
  /** Before a value, where there are no columns. */
  lines: { known: 'Usual device:', came: 'New device:' },
  kinds: {
    reuse: 'A copy of a session was used, so the session was ended',
    predecessor: 'Two browsers used one session',
    'two-places': 'One session was used in two places at once',
    'app-reuse': 'A copy of a token of “{app}” was used, so its access was ended',
    'wrong-code': 'On an unknown device, the right password was followed by a wrong code',
  } satisfies Record<UserIncident['kind'], string>,
  events: 'What happened in the session',
  codes: 'Every wrong code for this account',
  earlier: {
    one: '{n} earlier incident in this session',
    other: '{n} earlier incidents in this session',
  },
  answered: '“This was me”',
  notAnswered: 'Not answered',
  end: {
    label: 'End the session',
    name: 'End the session of {user}',
    title: 'End the session of {user}?',
    text: 'Both devices are logged out at once, including the new one: {device}. Other sessions of this user continue.',
  },
} as const
