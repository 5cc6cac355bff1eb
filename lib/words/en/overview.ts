export const overview = {
  hello: 'Hello',
  helloTo: 'Hello, {name}',
  loggedInAs: 'Logged in as {email}',
  done: { kept: 'Welcome back: your account is not deleted.' },
  session: {
    title: 'For developers',
    lead: 'The times of this session and its tokens.',
    loggedIn: 'Logged in',
    idleEnd: 'Ends if not used',
    moved: '{time}. Each use extends this.',
    lastEnd: 'Ends at the latest',
    token: 'Access token',
    renewal: 'Refreshed automatically while you are here.',
  },
  timeLeft: {
    day: '{n} d',
    hour: '{n} h',
    minute: '{n} min',
    second: '{n} s',
    none: 'Refreshed when you continue',
  },
  activity: {
    title: 'Recent activity',
    lead: 'What happened in your account recently.',
  },
} as const
