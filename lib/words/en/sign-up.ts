export const signUp = {
  title: 'Sign up',
  lead: 'All you need is an email address and a password.',
  description: 'Create an account with your email address and a password.',
  form: { submit: 'Sign up', submitting: 'Signing up…' },
  closed: 'Sign-up is closed here. Ask an administrator of this site for an account.',
  haveAccount: 'Already have an account? {logIn}',
} as const
