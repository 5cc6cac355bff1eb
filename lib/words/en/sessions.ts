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
