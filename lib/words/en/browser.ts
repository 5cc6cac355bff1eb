/** Texts of client components that any page may hold. Each is sent with every page: keep it short. */
export const browser = {
  fault: {
    offline:
      'You seem to be offline. Your entries are still here: send them again when you are back online.',
    unreached: 'We could not be reached. Your entries are still here: try again in a moment.',
    broken: 'Something went wrong on our side. Your entries are still here: try again in a moment.',
    number: 'Error number: {number}',
  },
  broken: {
    page: 'Something went wrong',
    title: 'Something went wrong on our side',
    message:
      'You did nothing wrong, and you are still logged in if you were before. Try again in a moment.',
    tryAgain: 'Try again',
    backToStart: 'Back to the home page',
  },
  updated:
    'This site was updated while the page was open, so nothing was sent. Check your entries and send them again.',
} as const
