import type { GrantRefusal, RevokeRefusal } from '@/lib/permissions/grant'
import type { OperatorEndResult } from '@/lib/sessions/end/operator'
import type { CreateUserRefusal } from '@/lib/users/create'
import type { DeleteRefusal } from '@/lib/users/delete'
import type { DisableRefusal, EnableRefusal } from '@/lib/users/disable'
import type { ResetLinkRefusal } from '@/lib/users/reset-link'

type EndRefusal = Extract<OperatorEndResult, { ok: false }>['reason']

type Refusal =
  | GrantRefusal
  | RevokeRefusal
  | DisableRefusal
  | EnableRefusal
  | DeleteRefusal
  | EndRefusal
  | ResetLinkRefusal

const refusals = {
  yourself: 'You cannot do this to your own account here. Ask another administrator.',
  'beyond-you': 'This needs permissions that you do not have.',
  'last-administrator':
    'No other administrator can log in. First make sure that another one has chosen a password and is not disabled.',
  'not-found': 'This no longer exists.',
  'unknown-role': 'This role does not exist.',
  already: 'Nothing was changed, because it was already like this.',
  'not-held': 'This user does not have this role.',
  'too-large': 'This user has too many roles for one more. Combine some of them into one role.',
  disabled: 'This account is disabled. Enable it first.',
  'not-confirmed': 'Nothing was deleted: this is not the email address of this user.',
} as const satisfies Record<Refusal, string>

/** The list of users. */
const list = {
  lead: 'Everyone who has an account.',
  newUser: 'New user',
  search: {
    label: 'Name, email address or ID',
    submit: 'Search',
    showEveryone: 'Show everyone',
  },
  filter: { label: 'Filter', everyone: 'Everyone', disabled: 'Disabled' },
  counts: {
    all: { counted: { one: '{n} user', other: '{n} users' }, orMore: '{n} or more users' },
    seen: {
      counted: {
        one: '{n} user. This order leaves out users without a session.',
        other: '{n} users. This order leaves out users without a session.',
      },
      orMore: '{n} or more users. This order leaves out users without a session.',
    },
    found: {
      counted: {
        one: '{n} user matches “{asked}”.',
        other: '{n} users match “{asked}”.',
      },
      orMore: '{n} or more users match “{asked}”. Type more to narrow the search.',
    },
  },
  none: {
    all: 'There are no users.',
    disabled: 'No account is disabled.',
    holders: 'No user has the role “{role}”.',
    unknownRole: 'There is no role “{role}”.',
    found: 'No name, email address or ID begins with “{asked}”.',
  },
  table: {
    label: 'Users',
    name: 'Name and email',
    roles: 'Roles',
    lastSeen: 'Last seen',
    joined: 'Joined',
    notLately: 'not recently',
  },
  done: { deleted: 'The account has been deleted.' },
} as const

const create = {
  title: 'New user',
  lead: 'You give the new user a link, and they choose their own password with it.',
  card: 'Account details',
  form: {
    email: 'Email',
    name: 'Name',
    nameHint: 'You can leave this empty.',
    role: 'Role',
    noRole: 'No role: an ordinary account',
    submit: 'Create account',
    submitting: 'Creating the account…',
    created: 'The account for {email} has been created.',
    goToAccount: 'Go to the account',
  },
  /** Which field to look at; the field says why. */
  check: { email: 'Check the email address.', name: 'Check the name.' },
  refusals: {
    'bad-address': 'Enter an email address such as ada@example.com.',
    'address-taken': 'There is already an account with this email address.',
    'name-too-long': 'This name is too long. Use a shorter one.',
    'unknown-role': refusals['unknown-role'],
    'beyond-you': refusals['beyond-you'],
    'too-large': refusals['too-large'],
  } as const satisfies Record<CreateUserRefusal, string>,
} as const

/** The acts on an account as a whole. */
const account = {
  title: 'Account',
  newPassword: {
    title: 'New password',
    text: 'The user chooses a new password with a link. No one else gets to see it.',
    label: 'Create link',
    question: 'Create a link for a new password for {user}?',
    details:
      'Anyone who opens the link within {time} can choose the password of this account. All its devices are then logged out. Earlier links stop working.',
  },
  enable: {
    label: 'Enable the account',
    text: 'The user can log in again, with the same password as before.',
    question: 'Enable the account of {user}?',
    details: 'The user can log in again, with the same password and the same roles as before.',
  },
  disable: {
    label: 'Disable the account',
    text: 'All sessions end at once, and the user cannot log in until the account is enabled again.',
    question: 'Disable the account of {user}?',
    details:
      'All sessions end at once, and the user cannot log in. Nothing is deleted: you can enable the account again.',
  },
  deletion: {
    label: 'Delete the account',
    text: 'This cannot be undone. The audit log keeps its events, with the ID of the user.',
    question: 'Delete the account of {user}?',
    details: 'The password, roles and sessions of this user are deleted. This cannot be undone.',
    typed: 'Type the email address {email} to confirm',
  },
} as const

export const users = {
  title: 'Users',
  disabled: 'Disabled',
  leaving: 'To be deleted',
  list,
  create,
  account,
  user: {
    page: 'User',
    you: 'You',
    own: 'This is your own account. To change it, go to “Your account”.',
    beyond:
      'This user has more permissions than you, so you can view the account but not change it.',
  },
  profile: {
    title: 'Profile',
    id: 'ID',
    noName: 'Not given',
    joined: 'Joined',
    chosen: 'Chosen {when}',
    notChosen: 'Not chosen yet',
    deletion: 'Deletion',
    asAsked: 'The user asked for it. A log-in before then takes it back.',
  },
  activity: {
    title: 'Latest activity',
    about: 'All events about this user',
    by: 'Everything this user did',
    incidents: 'Incidents',
  },
  roles: {
    title: 'Roles',
    none: 'No role: an ordinary account.',
    given: 'Given {when} by {who}',
    permissions: 'Permissions of this user',
    remove: {
      label: 'Remove',
      name: 'Remove the role {role}',
      question: 'Remove the role {role}?',
      details: '{user} immediately loses the permissions that only this role gives.',
      yes: 'Remove the role',
    },
  },
  grant: {
    form: {
      label: 'Give a role',
      empty: 'Choose a role',
      submit: 'Give this role',
    },
    noChoice: 'Choose a role.',
    question: 'Give {user} the role {role}?',
    everything:
      'This role allows everything: to see and delete every account, to give roles, and to burn keys.',
    nothing:
      'This role has no permissions yet. Permissions added later will apply to this user too.',
    allows: 'The role has these permissions:',
    yes: 'Give the role {role}',
  },
  sessions: {
    title: 'Sessions',
    some: 'The devices on which this user is logged in.',
    none: 'This user is not logged in on any device.',
    active: 'Last active {when}',
    loggedIn: 'logged in {when}',
    events: 'Events',
    eventsOf: 'Events on {device}',
    all: {
      label: 'Log out all',
      question: 'Log out all devices of this user?',
      details: '{user} is logged out everywhere at once and has to log in again.',
    },
    one: {
      label: 'Log out',
      name: 'Log out {device}',
      question: 'Log out {device}?',
      details: '{user} is logged out on this device at once. Other devices stay logged in.',
      yes: 'Log out this device',
    },
  },
  done: {
    disabled: 'The account is disabled, and all its sessions have ended.',
    enabled: 'The account is enabled. The user can log in again.',
    ended: 'That device is logged out.',
    'ended-all': 'All devices of this user are logged out.',
    'access-removed': 'The access of the application is removed.',
    granted: 'The role has been given and takes effect at once.',
    revoked: 'The role has been removed, with effect at once.',
  },
  refusals,
} as const
