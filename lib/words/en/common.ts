export const common = {
  email: 'Email',
  password: 'Password',
  name: 'Name',
  logIn: 'Log in',
  logOut: 'Log out',
  signUp: 'Sign up',
  cancel: 'Cancel',
  justNow: 'just now',
  tryAgain: 'Try again',
  goBack: 'Go back',
  backToStart: 'Back to the home page',
  unconfirmed: 'Nothing has been changed yet. Please confirm first.',
} as const
