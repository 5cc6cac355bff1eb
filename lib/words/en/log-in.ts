export const logIn = {
  title: 'Log in',
  lead: 'Welcome back.',
  description: 'Log in with your email address and password.',
  form: {
    email: 'Email',
    stay: 'Stay signed in',
    staying:
      'For {staying} after each visit. Otherwise for {otherwise}, or until you close the browser.',
    submit: 'Log in',
    submitting: 'Logging in…',
  },
  newHere: 'New here? {signUp}',
  checking: { title: 'One moment…', message: 'Logging you in.' },
  why: {
    ended: 'Your session has ended. Log in to continue.',
    reset: 'Your new password is set, and you are logged out on every device. Log in with it.',
    out: 'You are logged out.',
    everywhere: 'You are logged out on every device.',
    known: 'This browser is known now. Log in with your password.',
    leaving:
      'You are logged out on every device, and your account will be deleted in 14 days. If you change your mind, log in before then.',
  },
  faults: {
    bothFields: 'Enter your email address and password to log in.',
    email: 'Enter your email address.',
    password: 'Enter your password.',
    incorrect: 'Email or password is incorrect.',
  },
} as const
