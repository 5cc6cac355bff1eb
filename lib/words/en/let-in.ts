/** The way to log in while there are too many attempts: a link in a mail, and its page. */
export const letIn = {
  /** On the log-in page. */
  offer: {
    text: 'Perhaps others are guessing the password. With a link that we mail to the account, this browser need not wait.',
    submit: 'Mail me a link',
    submitting: 'Sending link…',
  },
  sent: 'If there is an account for {email}, we have sent a link. Open it in this browser within 30 minutes. Look in your spam folder too.',
  title: 'Log in with this browser?',
  lead: 'Then the account {email} knows this browser, and you need not wait when others guess the password. You log in with your password as always.',
  description: 'Log in with a new browser without waiting.',
  form: { submit: 'Make this browser known', submitting: 'Making it known…' },
  badLink:
    'A link works once, for 30 minutes, and only until a newer one is sent. If you still have to wait at log-in, have a new one sent there.',
} as const
