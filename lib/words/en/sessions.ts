import type { Ending } from '@/lib/sessions/ended'

/** The page of a user's own devices. */
export const sessions = {
  lead: 'Every device that is logged in to your account. A device that you log out loses access at once.',
  devices: {
    title: 'Devices',
    count: { one: 'One device is logged in.', other: '{n} devices are logged in.' },
    /** `n` is where counting stops. */
    moreThan: { other: 'More than {n} devices are logged in.' },
  },
  item: {
    activeNow: 'Active now',
    lastActive: 'Last active {time}',
    loggedIn: 'Logged in on {time}',
    loggedInBy: 'Logged in on {time} with {method}',
    /** Authentication methods (RFC 8176), after the text above. */
    methods: { pwd: 'a password' },
  },
  label: {
    open: 'Rename',
    rename: 'Rename {device}',
    field: 'Device name',
    save: 'Save',
    saving: 'Saving…',
    saved: 'The name is saved.',
    gone: 'That device is logged out, so it was not renamed.',
    tooLong: {
      one: 'Use at most one character.',
      other: 'Use at most {n} characters.',
    },
  },
  ended: {
    title: {
      one: 'One device was logged out in the last 30 days',
      other: '{n} devices were logged out in the last 30 days',
    },
    lead: 'They no longer have access to your account.',
    endings: {
      'logged-out': 'Logged out {time}',
      replaced: 'Replaced by a new log-in in the same browser {time}',
      reuse: 'Ended {time}, because a copy of the session was used',
      everywhere: 'Logged out with all devices {time}',
      everyone: 'Logged out by an administrator {time}',
      unused: 'Expired {time}, because it was not used',
      longest: 'Expired {time}, because it reached its longest time',
    } as const satisfies Record<Ending, string>,
    /** Where the time of the end is not known. */
    lastActive: {
      everywhere: 'Logged out with all devices. Last active {time}',
      everyone: 'Logged out by an administrator. Last active {time}',
    },
  },
  list: {
    thisDevice: 'This device',
    logOut: 'Log out',
    logOutDevice: 'Log out {device}',
    loggingOut: 'Logging out…',
    noOthers: 'No other devices.',
  },
  others: {
    label: 'Log out all other devices',
    title: 'Log out all other devices?',
    text: {
      one: 'The other device is logged out at once. You stay logged in here.',
      other: 'The {n} other devices are logged out at once. You stay logged in here.',
    },
    /** For too many to count. */
    textUncounted: 'The other devices are logged out at once. You stay logged in here.',
    yes: 'Yes, log out all others',
  },
  all: {
    title: 'Lost a device?',
    lead: 'Log out everywhere to end every session at once, including this one.',
    label: { other: 'Log out all {n} devices' },
    labelUncounted: 'Log out all devices',
    question: 'Log out every device?',
    text: {
      other:
        'All {n} devices are logged out at once. To come back, log in again with your password.',
    },
    textUncounted:
      'All devices are logged out at once. To come back, log in again with your password.',
    yes: 'Yes, log out every device',
  },
  outcomes: {
    others: 'All other devices are logged out.',
    ended: 'That device is logged out.',
    gone: 'That device was already logged out.',
  },
} as const
