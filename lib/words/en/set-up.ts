export const setUp = {
  title: 'First administrator',
  lead: 'This account can do everything. Use it to create further accounts.',
  description: 'Create the first administrator of this installation.',
  form: { submit: 'Become the administrator', submitting: 'Creating your account…' },
  badLink: {
    lead: 'A link works only once, for one day, and only while there is no administrator.',
    instead:
      'While no one can log in yet, {app} prints a new link each time it starts. Later, create an administrator with this command on the server:',
  },
} as const
