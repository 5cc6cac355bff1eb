export const resetPassword = {
  title: 'Choose a password',
  lead: 'For {email}. You will be logged out on every device.',
  description: 'Choose a new password with the link that you were given.',
  form: { submit: 'Set password', submitting: 'Setting password…' },
  passkeys: {
    one: 'I do not know the passkey of this account: remove it',
    other: 'I do not know all {n} passkeys of this account: remove them',
  },
  badLink: {
    lead: 'A link works only once, for a short time, and only until a newer one is created.',
    instead: 'Ask an administrator of this site for a new link. Nothing has been changed.',
  },
} as const
