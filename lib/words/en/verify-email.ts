export const verifyEmail = {
  title: 'Confirm your email address',
  lead: 'Confirm that {email} is your address.',
  leadWithPassword:
    'Enter the password that you chose for {email}. That confirms the address, and logs you in.',
  leadWithPasskey:
    'Use the passkey that you made for {email}. That confirms the address, and logs you in.',
  description: 'Confirm the email address of your account.',
  form: {
    submit: 'Confirm',
    submitWithPassword: 'Confirm and log in',
    submitting: 'Confirming…',
  },
  wrongPassword:
    'This is not the password of the account. If you chose none, use “Forgot password?” on the log-in page.',
  /** After sign-up, whether the address has an account or not. */
  mailed:
    'We have sent a mail to {email}. Open the link in it to continue. Look in your spam folder too.',
  /** At log-in. */
  first: 'Confirm your email address first: we have sent a link to {email}.',
  sentAgain: 'If {email} is still to be confirmed, we have sent a new link.',
  badLink: {
    title: 'This link no longer works',
    lead: 'A link works once, for a day, and only until a newer one is sent. Have you confirmed your address already? Then log in.',
  },
  resend: {
    email: 'Email',
    submit: 'Send a new link',
    submitting: 'Sending…',
    wait: 'You can have a new link sent in {n} seconds.',
  },
  /** On the dashboard. */
  banner: {
    title: 'Confirm your email address',
    text: 'We have sent a link to {email}. Until you open it, we cannot help you if you lose your password.',
  },
  done: 'Your email address is confirmed.',
} as const
