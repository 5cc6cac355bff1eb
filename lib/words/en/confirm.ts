export const confirm = {
  title: 'Confirm that it is you',
  lead: 'Enter your password again before you continue. We will not ask again for the next few minutes.',
  loggedInAs: 'You are logged in as {email}.',
  submit: 'Confirm',
  submitting: 'Checking…',
  /** Of users with a second factor. */
  withCode:
    'Enter your password and a code again before you continue. We will not ask again for the next few minutes.',
  /** Of users who have no password. */
  withPasskey:
    'Confirm with a passkey before you continue. We will not ask again for the next few minutes.',
  /** In place of a form whose act needs it first. */
  first: {
    title: 'Confirm that it is you',
    lead: 'It has been a while since you last showed who you are. Nothing has been changed yet.',
    submit: 'Confirm and continue',
    submitting: 'One moment…',
  },
  faults: {
    missing: 'Enter your password.',
    noCode: 'Enter a code as well.',
    wrong: 'This password is incorrect.',
  },
} as const
