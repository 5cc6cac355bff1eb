/** The frame of the pages for users who are logged in. */
export const frame = {
  skip: 'Skip to content',
  areas: { own: 'Your account', administration: 'Administration' },
  /** In the navigation, and as titles. */
  pages: {
    overview: 'Overview',
    sessions: 'Sessions',
    apps: 'Applications',
    security: 'Security',
    activity: 'Activity',
    profile: 'Profile',
    users: 'Users',
    roles: 'Roles',
    incidents: 'Incidents',
    audit: 'Audit',
    mail: 'Mail',
    keys: 'Keys',
    applications: 'Applications',
  },
  logOutEverywhere: 'Log out everywhere',
  menu: {
    label: 'Account',
    everywhere: {
      text: 'All your devices are logged out at once, including this one.',
      yes: 'Yes, log out every device',
    },
  },
  pager: { label: 'Pages', first: 'First page', next: 'Next page' },
  backToAccount: 'Back to your account',
} as const
