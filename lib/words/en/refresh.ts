export const refresh = {
  title: 'Just a moment',
  description: 'Refreshes your session and takes you to your page.',
  form: {
    outcomes: {
      working: { title: 'Just a moment', message: 'Your session is being refreshed.' },
      'no-answer': {
        title: 'We could not be reached',
        message: 'You are still logged in. Try again in a moment.',
      },
      circle: {
        title: 'Your browser does not store our cookies',
        message:
          'We need a cookie to keep you logged in. Allow cookies for this site in your browser’s privacy settings, then try again.',
      },
    },
    /** Without JavaScript. */
    byHand: 'JavaScript is turned off, so please continue with this button.',
    submit: 'Continue',
    submitting: 'Just a moment…',
    tryAgain: 'Try again',
  },
} as const
