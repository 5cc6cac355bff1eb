export const confirm = {
  title: 'Confirm that it is you',
  lead: 'Enter your password again before you continue. We will not ask again for the next few minutes.',
  loggedInAs: 'You are logged in as {email}.',
  submit: 'Confirm',
  submitting: 'Checking…',
  /** In place of a form whose act needs it first. */
  /** Of users with a second factor. */
  withCode:
    'Enter your password and a code again before you continue. We will not ask again for the next few minutes.',
  first: {
    title: 'Confirm that it is you',
    lead: 'You last entered your password a while ago. Nothing has been changed yet.',
    submit: 'Confirm and continue',
    submitting: 'One moment…',
  },
  faults: {
    missing: 'Enter your password.',
    noCode: 'Enter a code as well.',
    wrong: 'This password is incorrect.',
  },
} as const
