export const forgotPassword = {
  /** On the log-in page. */
  link: 'Forgot password?',
  title: 'Forgot your password?',
  lead: 'Enter the email address of your account. We will mail you a link to choose a new password.',
  description: 'Get a link by mail to choose a new password.',
  form: { email: 'Email', submit: 'Send link', submitting: 'Sending link…' },
  sent: 'If there is an account for {email}, we have sent a link. It works for 30 minutes. Look in your spam folder too.',
  noMail: 'This site cannot send mail. Ask an administrator for a link to choose a new password.',
  back: 'Back to log in',
} as const
