export const setUp = {
  title: 'First administrator',
  lead: 'This account may do everything. You can create further accounts with it.',
  description: 'Create the first administrator of this installation.',
  form: { submit: 'Become the administrator', submitting: 'Creating your account…' },
  badLink: {
    lead: 'It works once, for one day, and only while there is no administrator.',
    instead:
      'While no one can log in yet, {app} prints a new link each time it starts. Later, create an administrator with this command on the server:',
  },
} as const
