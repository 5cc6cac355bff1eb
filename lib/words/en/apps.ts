/** The page of the applications that may use a user's account. */
export const apps = {
  title: 'Your applications',
  lead: 'These applications may use your account. You log in to them with it.',
  none: 'No application uses your account. When you log in to one with your account, it appears here.',
  list: 'Applications',
  ofTheHouse: 'Ours',
  gets: 'It gets:',
  since: 'Since {time}',
  lastUsed: 'Last used {time}',
  neverUsed: 'Not used yet',
  remove: {
    label: 'Remove access',
    name: 'Remove the access of {app}',
    question: 'Remove the access of {app}?',
    text: 'It loses what it gets from your account at once, and is asked to log you out. The next time that you log in to it, it has to ask you again.',
    /** For one that never asks. */
    textOurs:
      'It loses what it gets from your account at once, and is asked to log you out. The next time that you log in to it, it gets access again.',
    yes: 'Yes, remove it',
  },
  /** On an administrator's page of a user. */
  ofUser: {
    title: 'Applications',
    some: 'The applications that may use this account.',
    details: '{app} loses what it gets from the account of {user} at once, in all sessions.',
  },
  outcomes: { removed: 'Its access is removed.' },
  refusals: { gone: 'That application had no access any more.' },
} as const
