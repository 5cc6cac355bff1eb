export const security = {
  lead: 'How you log in to your account.',
  password: {
    title: 'Password',
    lead: 'When you change it, all other devices are logged out. You stay logged in here.',
  },
  form: {
    submit: 'Change password',
    submitting: 'Changing password…',
  },
  done: 'Your password has been changed. All other devices have been logged out.',
  unchanged: 'Your password has not been changed.',
  faults: {
    noCurrent: 'Enter your current password.',
    noNew: 'Choose a new password.',
    wrongCurrent: 'This is not your current password.',
    sameAsCurrent: 'Choose a password other than your current one.',
  },
} as const
