/** The frame of the pages for users who are logged in. */
export const frame = {
  skip: 'Skip to content',
  areas: { own: 'Your account', administration: 'Administration' },
  /** In the navigation, and as titles. */
  pages: {
    overview: 'Overview',
    sessions: 'Sessions',
    security: 'Security',
    users: 'Users',
    roles: 'Roles',
    incidents: 'Incidents',
    audit: 'Audit',
    keys: 'Keys',
  },
  logOutEverywhere: 'Log out everywhere',
  pager: { label: 'Pages', first: 'First page', next: 'Next page' },
  backToAccount: 'Back to your account',
} as const
